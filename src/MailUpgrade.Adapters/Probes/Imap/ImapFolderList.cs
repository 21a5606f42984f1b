namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>Collects LIST and STATUS responses of one account.</summary>
internal sealed class ImapFolderList(int most)
{
    private readonly List<(string Name, char? Delimiter)> _selectable = [];
    private readonly Dictionary<string, ImapFolder> _known = new(StringComparer.Ordinal);

    /// <summary>Folders with a status, in the order of the listing; those of which none came have no numbers and are left out.</summary>
    public IReadOnlyList<ImapFolder> Folders =>
        [.. _selectable.Where(s => _known.ContainsKey(s.Name)).Select(s => _known[s.Name] with { Path = ImapNames.Path(s.Name, s.Delimiter) }).DistinctBy(f => f.Path)];

    /// <summary>Listed and without a status yet.</summary>
    public IEnumerable<string> Unknown => _selectable.Where(s => !_known.ContainsKey(s.Name)).Select(s => s.Name);

    /// <summary>Takes a response; others than LIST and STATUS are let be.</summary>
    public void Take(ImapTokens tokens)
    {
        if (tokens.Next() != ImapTokens.Kind.Word || !tokens.Is("*"u8) || tokens.Next() != ImapTokens.Kind.Word)
        {
            return;
        }
        if (tokens.Is("LIST"u8))
        {
            TakeList(tokens);
        }
        else if (tokens.Is("STATUS"u8))
        {
            TakeStatus(tokens);
        }
    }

    private void TakeList(ImapTokens tokens)
    {
        if (tokens.Next() != ImapTokens.Kind.Open)
        {
            return;
        }
        var selectable = true;
        for (var kind = tokens.Next(); kind != ImapTokens.Kind.Close; kind = tokens.Next())
        {
            if (kind == ImapTokens.Kind.End)
            {
                return;
            }
            selectable &= !tokens.Is("\\Noselect"u8) && !tokens.Is("\\NonExistent"u8);
        }
        if (tokens.Next() == ImapTokens.Kind.End)
        {
            return;
        }
        char? delimiter = tokens.Value.Length == 1 ? (char)tokens.Value[0] : null;
        if (tokens.Next() is ImapTokens.Kind.Word or ImapTokens.Kind.Text && selectable)
        {
            if (_selectable.Count >= most)
            {
                throw new MailFaultException("protocol: too many folders");
            }
            _selectable.Add((tokens.Text(), delimiter));
        }
    }

    private void TakeStatus(ImapTokens tokens)
    {
        if (tokens.Next() is not (ImapTokens.Kind.Word or ImapTokens.Kind.Text))
        {
            return;
        }
        var name = tokens.Text();
        if (tokens.Next() != ImapTokens.Kind.Open)
        {
            return;
        }
        long? messages = null, unseen = null, next = null, validity = null, size = null;
        while (tokens.Next() == ImapTokens.Kind.Word)
        {
            var (isMessages, isUnseen, isNext, isValidity, isSize) = (tokens.Is("MESSAGES"u8), tokens.Is("UNSEEN"u8), tokens.Is("UIDNEXT"u8), tokens.Is("UIDVALIDITY"u8), tokens.Is("SIZE"u8));
            if (tokens.Next() != ImapTokens.Kind.Word)
            {
                return;
            }
            var number = tokens.Number();
            messages = isMessages ? number : messages;
            unseen = isUnseen ? number : unseen;
            next = isNext ? number : next;
            validity = isValidity ? number : validity;
            size = isSize ? number : size;
        }
        if (messages is >= 0 and <= int.MaxValue && validity is not null && _known.Count < most)
        {
            _known[name] = new ImapFolder(name, name, (int)messages, (int)Math.Min(int.MaxValue, unseen ?? 0), next ?? 0, validity.Value, size ?? -1);
        }
    }
}
