using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Service.Endpoints.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>A refusal of the page's own, before anything reaches the run.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Refusal code.</param>
/// <param name="Text">The rule, and the next thing to do.</param>
public sealed record WebRefusal(int Status, string Code, LocalText Text)
{
    public static readonly WebRefusal TooLong = new(413, RefusalCodes.TooLong, new(
        "Too long: a line may have 64 KiB. Nothing was done.\nSend the part that matters, or name the file in a /note.",
        "Terlalu panjang: satu baris paling banyak 64 KiB. Tidak ada yang dijalankan.\nKirim bagian yang penting saja, atau sebut nama berkasnya di /note."));

    public static readonly WebRefusal ControlCharacters = new(400, RefusalCodes.BadArgument, new(
        "The line has control characters. Nothing was done.\nPaste it as plain text.",
        "Baris ini berisi karakter kontrol. Tidak ada yang dijalankan.\nTempel sebagai teks biasa."));

    public static readonly WebRefusal Unreadable = new(400, RefusalCodes.BadArgument, new(
        "The request cannot be read. Nothing was done.\nReload the page and send it again.",
        "Permintaan tidak terbaca. Tidak ada yang dijalankan.\nMuat ulang halaman lalu kirim lagi."));

    public static readonly WebRefusal WrongType = Unreadable with { Status = 415 };

    public static readonly WebRefusal NoPersona = new(401, RefusalCodes.UnknownPerson, new(
        "Nobody speaks from this page yet. Nothing was done.\nPick a persona beside the input first.",
        "Belum ada yang berbicara dari halaman ini. Tidak ada yang dijalankan.\nPilih persona di samping kotak tulis dulu."));

    public static readonly WebRefusal NobodyHere = new(401, RefusalCodes.UnknownPerson, new(
        "This page only watches: nobody can speak from it here. Nothing was done.\nUse the chat channel that knows you.",
        "Halaman ini hanya untuk melihat: tidak ada yang bisa berbicara dari sini. Tidak ada yang dijalankan.\nPakai kanal chat yang mengenal Anda."));

    public static readonly WebRefusal RealFleet = new(403, RefusalCodes.NotAllowed, new(
        "A persona cannot be picked: this fleet is people's mail.\nOnly practice and lab fleets allow it. Use the chat channel that knows you.",
        "Persona tidak bisa dipilih: fleet ini email sungguhan.\nHanya boleh di fleet practice dan lab. Pakai kanal chat yang mengenal Anda."));

    public static readonly WebRefusal NotLoopback = new(403, RefusalCodes.NotAllowed, new(
        "A persona cannot be picked: the page is not on loopback.\nSet Web:Url to http://127.0.0.1:5080 and open it on this machine.",
        "Persona tidak bisa dipilih: halaman ini tidak di loopback.\nIsi Web:Url dengan http://127.0.0.1:5080 dan buka di mesin ini."));

    public static readonly WebRefusal KeyNeeded = new(403, RefusalCodes.NotAllowed, new(
        "A persona needs the drill's one-time key in this mode.\nA practice run needs none: start with Run:Mode practice.",
        "Di mode ini persona perlu kunci sekali pakai dari drill.\nMode practice tidak perlu: jalankan dengan Run:Mode practice."));

    public static readonly WebRefusal NoSuchPerson = new(403, RefusalCodes.UnknownPerson, new(
        "The team has nobody of that id with a web identity.\nThe list beside the input has everybody who can be picked.",
        "Tidak ada id itu dengan identitas web di tim.\nDaftar di samping kotak tulis berisi semua yang bisa dipilih."));

    public static readonly WebRefusal Stale = new(409, RefusalCodes.Stale, new(
        "This button is from an earlier moment. Nothing was done.\nThe newest message has the buttons that count; /status shows where it stands.",
        "Tombol ini sudah lewat. Tidak ada yang dijalankan.\nTombol yang berlaku ada di pesan terbaru; /status menunjukkan posisinya."));

    public static readonly WebRefusal Busy = new(503, "busy", new(
        "Too many lines wait. Nothing was taken.\nSend it again in some seconds.",
        "Terlalu banyak baris menunggu. Belum ada yang diterima.\nKirim lagi beberapa detik lagi."));

    public static readonly WebRefusal WrongHost = new(421, RefusalCodes.NotAllowed, new(
        "This address is not the page's own.\nOpen the address that stands in the log at start.",
        "Alamat ini bukan alamat halaman ini.\nBuka alamat yang tertulis di log saat mulai."));

    public static readonly WebRefusal WrongOrigin = new(403, RefusalCodes.NotAllowed, new(
        "The request comes from another page. Nothing was done.\nOpen the bot's own page and send it there.",
        "Permintaan datang dari halaman lain. Tidak ada yang dijalankan.\nBuka halaman bot sendiri dan kirim dari sana."));

    public static readonly WebRefusal NoLink = new(401, RefusalCodes.NotAllowed, new(
        "This page needs your own link.\nWrite /board to the bot in a private chat and open the link in this browser.",
        "Halaman ini perlu tautan milik Anda sendiri.\nTulis /board ke bot di chat pribadi lalu buka tautannya di browser ini."));

    public static readonly WebRefusal ReadOnly = new(403, RefusalCodes.NotAllowed, new(
        "By this link the page only shows. Nothing was done.\nExecutor and supervisor press here; you decide in the chat that knows you.",
        "Lewat tautan ini halaman hanya menampilkan. Tidak ada yang dijalankan.\nExecutor dan supervisor yang menekan di sini; Anda memutuskan di chat yang mengenal Anda."));

    public static readonly WebRefusal TooFast = new(429, RefusalCodes.NotAllowed, new(
        "Too many requests from here. Nothing was done.\nWait a minute and try again.",
        "Terlalu banyak permintaan dari sini. Tidak ada yang dijalankan.\nTunggu satu menit lalu coba lagi."));

    private static readonly WebRefusal LinkUnknown = new(403, RefusalCodes.BadArgument, new(
        "This link is not known here; perhaps a part of it was cut off.\nAsk the bot for a new one: /board in a private chat.",
        "Tautan ini tidak dikenal; mungkin terpotong saat disalin.\nMinta yang baru ke bot: /board di chat pribadi."));

    private static readonly WebRefusal LinkExpired = new(403, RefusalCodes.Expired, new(
        "This link is over twelve hours old and opens nothing any more.\nAsk the bot for a new one: /board in a private chat.",
        "Tautan ini sudah lebih dari dua belas jam dan tidak berlaku lagi.\nMinta yang baru ke bot: /board di chat pribadi."));

    private static readonly WebRefusal LinkRevoked = new(403, RefusalCodes.Expired, new(
        "This link was taken back.\nAsk the bot for a new one: /board in a private chat.",
        "Tautan ini sudah dicabut.\nMinta yang baru ke bot: /board di chat pribadi."));

    private static readonly WebRefusal LinkTaken = new(403, RefusalCodes.NotAllowed, new(
        "Another browser has opened this link first; it opens in that one only.\nIf that was not you: /board revoke, then /board for a new one.",
        "Tautan ini sudah dibuka browser lain dan hanya berlaku di sana.\nKalau itu bukan Anda: /board revoke, lalu /board untuk yang baru."));

    public static readonly WebRefusal WrongKey = new(403, RefusalCodes.NotAllowed, new(
        "That is not this drill's key. Nothing was done.",
        "Itu bukan kunci drill ini. Tidak ada yang dijalankan."));

    /// <summary>What to tell the browser whose link opens nothing.</summary>
    public static WebRefusal Of(LinkTrouble trouble) => trouble switch
    {
        LinkTrouble.Expired => LinkExpired,
        LinkTrouble.Revoked => LinkRevoked,
        LinkTrouble.OtherBrowser => LinkTaken,
        _ => LinkUnknown,
    };

    /// <summary>The answer in a language.</summary>
    public IResult In(string language) => Results.Json(new { code = Code, text = Text.In(language) }, statusCode: Status);
}
