using System.Globalization;
using MailUpgrade.Adapters.Telegram.Wire;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Telegram;

/// <summary>The self-test of Telegram: every right and every road that a night needs, tried, and what to mend in plain words.</summary>
internal sealed class Examination(TelegramParts parts, BotApi api, IReadOnlyList<TelegramPlace> places)
{
    private static readonly TimeSpan GoodClock = TimeSpan.FromSeconds(30);

    private readonly List<ChannelFinding> found = [];

    public async Task<IReadOnlyList<ChannelFinding>> RunAsync(CancellationToken ct)
    {
        if (await TryAsync("token", () => api.CallAsync<TgUser>("getMe", new Nothing(), ct)) is not { } me)
        {
            return found;
        }
        Good("token", $"the bot is @{me.Username}", $"bot-nya @{me.Username}");
        Say("clock", api.ServerAhead.Duration() < GoodClock,
            $"this machine's clock is {Seconds(api.ServerAhead)} off Telegram's; set it by NTP", $"jam mesin ini selisih {Seconds(api.ServerAhead)} dari Telegram; atur lewat NTP",
            "the clocks agree", "jamnya cocok");
        Say("privacy mode", me.CanReadAllGroupMessages == true ? true : null,
            "the bot hears commands, presses and replies only; photos need /note as caption, or turn privacy off in BotFather or make it admin",
            "bot hanya mendengar perintah, tombol, dan balasan; foto perlu keterangan /note, atau matikan privacy di BotFather, atau jadikan admin",
            "the bot hears everything in its groups", "bot mendengar semua di grupnya");
        Say("guest mode", me.SupportsGuestQueries != true,
            "turn guest mode off in BotFather: it would be called in chats it never joined", "matikan guest mode di BotFather: bot bisa dipanggil di chat yang tidak diikutinya",
            "off", "mati");
        await WebhookAsync(ct);
        foreach (var place in places)
        {
            await ChatAsync(place, me.Id, ct);
        }
        await PeopleAsync(ct);
        return found;
    }

    /// <summary>Who has never pressed Start cannot be called in private: they are still asked in the group, so it is advice.</summary>
    private async Task PeopleAsync(CancellationToken ct)
    {
        foreach (var person in parts.Scene().Team.People)
        {
            if (parts.Bindings.Of(person, TelegramChannel.ChannelName) is not [var id, ..] || TelegramPlace.Parse(id) is not { } place)
            {
                continue;
            }
            try
            {
                await api.CallAsync<TgChat>("getChat", new OfChat(place.Chat), ct);
                Good($"person {person.Id}", "can be called in private", "bisa dihubungi pribadi");
            }
            catch (TelegramRefusedException)
            {
                Say($"person {person.Id}", null, "cannot be called in private: let them open a chat with the bot and press Start",
                    "tidak bisa dihubungi pribadi: minta membuka chat dengan bot dan menekan Start", "", "");
            }
            catch (TelegramFaultException)
            {
                // What keeps the server from answering was said above.
                return;
            }
        }
    }

    private async Task WebhookAsync(CancellationToken ct)
    {
        if (await TryAsync("webhook", () => api.CallAsync<TgWebhookInfo>("getWebhookInfo", new Nothing(), ct)) is not { } hook)
        {
            return;
        }
        var wanted = parts.Settings.WebhookUrl?.AbsoluteUri ?? "";
        if ((hook.Url ?? "") != wanted)
        {
            Bad("webhook", wanted.Length == 0 ? "a webhook is set, so polling gets nothing: start the bot, it takes it away" : "another address is set: start the bot, it sets its own",
                wanted.Length == 0 ? "ada webhook terpasang, jadi polling kosong: jalankan bot, nanti dilepas" : "alamat lain terpasang: jalankan bot, nanti dipasang sendiri");
        }
        else if (wanted.Length > 0)
        {
            Say("webhook", hook.LastErrorMessage is null,
                $"Telegram says: {hook.LastErrorMessage}. Look at certificate, port (443, 80, 88, 8443) and proxy", $"kata Telegram: {hook.LastErrorMessage}. Cek sertifikat, port (443, 80, 88, 8443), dan proxy",
                "Telegram reaches it", "Telegram bisa mencapainya");
        }
    }

    private async Task ChatAsync(TelegramPlace place, long own, CancellationToken ct)
    {
        var what = $"chat {place}";
        if (await TryAsync(what, () => api.CallAsync<TgChat>("getChat", new OfChat(place.Chat), ct)) is null)
        {
            return;
        }
        if (place.IsGroup && await TryAsync(what, () => api.CallAsync<TgMember>("getChatMember", new GetChatMember(place.Chat, own), ct)) is { } member)
        {
            Say($"{what}: pin", member.Status == "creator" || (member.Status == "administrator" && member.CanPinMessages == true),
                "make the bot an administrator with the right to pin: the status message is pinned", "jadikan bot admin dengan hak pin: pesan status disematkan",
                "may pin", "boleh menyematkan");
        }
        var first = "● Self-test: posted";
        if (await TryAsync($"{what}: post", () => api.CallAsync<TgMessage>("sendMessage", new SendMessage(place.Chat, place.Topic, first, "HTML", true, null, null), ct)) is not { } posted)
        {
            return;
        }
        Good($"{what}: post", "a message was posted", "pesan terkirim");
        var second = "✔ Self-test: posted and edited. Send /whoami to see that you are heard.";
        if (await TryAsync($"{what}: edit", () => api.CallAsync<TgMessage>("editMessageText", new EditMessageText(place.Chat, posted.MessageId, second, "HTML", null), ct)) is { } edited)
        {
            Say($"{what}: edit", edited.Text == second, "the server shows another text than was sent", "server menampilkan teks yang berbeda", "edited and read back", "diedit dan dibaca ulang");
        }
    }

    private async Task<T?> TryAsync<T>(string what, Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (TelegramFaultException fault)
        {
            var (en, id) = fault switch
            {
                TelegramRefusedException { Code: 401 or 404 } => ("the token is not taken: copy it anew from BotFather into Telegram:Token", "token ditolak: salin ulang dari BotFather ke Telegram:Token"),
                TelegramRefusedException { IsShutOut: true } => ("the bot is not in this chat, or was blocked: add it, or correct Telegram:Chats", "bot tidak ada di chat ini atau diblokir: tambahkan, atau perbaiki Telegram:Chats"),
                TelegramRefusedException no => ($"refused: {no.Description}", $"ditolak: {no.Description}"),
                TelegramThrottledException full => ($"too many calls; again in {Seconds(full.RetryAfter)}", $"terlalu banyak panggilan; coba lagi {Seconds(full.RetryAfter)}"),
                _ => ($"no answer: {fault.Message}. Look at network, proxy and Telegram:ApiBase", $"tidak ada jawaban: {fault.Message}. Cek jaringan, proxy, dan Telegram:ApiBase"),
            };
            Bad(what, en, id);
            return null;
        }
    }

    private void Say(string what, bool? good, string badEn, string badId, string goodEn, string goodId) =>
        found.Add(new ChannelFinding(what, good, good == true ? new LocalText(goodEn, goodId) : new LocalText(badEn, badId)));

    private void Good(string what, string en, string id) => found.Add(new ChannelFinding(what, true, new LocalText(en, id)));

    private void Bad(string what, string en, string id) => found.Add(new ChannelFinding(what, false, new LocalText(en, id)));

    private static string Seconds(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0} s");
}
