namespace MailUpgrade.Service.Hosting;

/// <summary>A journal cannot be adopted; nothing was left behind. The message says why and what to do.</summary>
public sealed class AdoptionException(string message) : Exception(message);
