using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Teams;

/// <summary>The few words that the channel itself says; all others come from the run.</summary>
internal static class TeamsTexts
{
    public static LocalText Late { get; } = new("Taken. The answer follows as a message here.", "Diterima. Jawabannya menyusul sebagai pesan di sini.");

    public static LocalText SeeBelow { get; } = new("One more tap is needed, on the newest message. [confirm-needed]", "Perlu satu tekan lagi, di pesan terbaru. [confirm-needed]");

    public static LocalText Again { get; } = new("That press was taken before. Nothing is done twice.", "Tombol itu sudah diterima. Tidak ada yang dijalankan dua kali.");

    public static LocalText Busy { get; } = new("Too much is waiting, nothing was taken. Press again in a minute.", "Antrean penuh, tidak ada yang diterima. Tekan lagi sebentar lagi.");

    public static LocalText Nobody { get; } = new("The directory does not say who you are, so nothing was decided.", "Direktori tidak menyebut siapa Anda, jadi tidak ada yang diputuskan.");

    public static LocalText TooOld { get; } = new("This is more than 10 minutes old, so nothing was done. Say it again.", "Ini sudah lebih dari 10 menit, jadi tidak ada yang dijalankan. Ulangi lagi.");
}
