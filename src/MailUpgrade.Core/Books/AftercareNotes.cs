namespace MailUpgrade.Core.Books;

/// <summary>What a run noted on its hosts is proof for some of the aftercare, and stays until that is done.</summary>
public static class AftercareNotes
{
    /// <summary>Returns when the list of an ended run is in the book and nothing open of it reads those notes.</summary>
    public static async Task NeededAsync(Book book, string run, CancellationToken ct)
    {
        while (true)
        {
            var known = book.State;
            if (known.Ended.Any(e => e.Run == run) && !known.Aftercare.Any(e => e.Of.Run == run && e.IsOpen && e.Item.KeepsNotes))
            {
                return;
            }
            await book.ChangedAsync(known.Seq, ct);
        }
    }
}
