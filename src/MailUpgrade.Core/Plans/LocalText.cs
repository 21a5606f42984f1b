namespace MailUpgrade.Core.Plans;

/// <summary>A text in the two languages of the team. Both are required: a missing one is a fault of the file.</summary>
public sealed record LocalText(string En, string Id)
{
    /// <summary>Text for a language tag, <c>en</c> or <c>id</c>; any other tag reads English.</summary>
    public string In(string language) => language == "id" ? Id : En;
}
