namespace MailUpgrade.Service.Endpoints.Links;

/// <summary>Why a link does not open the page.</summary>
public enum LinkTrouble
{
    /// <summary>It does.</summary>
    None,

    /// <summary>It was not made here, or was cut when it was copied.</summary>
    Unknown,

    /// <summary>Its twelve hours are over.</summary>
    Expired,

    /// <summary>It was taken back.</summary>
    Revoked,

    /// <summary>Another browser has opened it first.</summary>
    OtherBrowser,
}
