using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Adapters.Tests.Channels;

/// <summary>The page as a channel, as its endpoints use it.</summary>
public sealed class WebChannelContractTests : ChannelContract
{
    protected override Task<ChannelUnderTest> CreateAsync() => Task.FromResult<ChannelUnderTest>(new Page());

    private sealed class Page : ChannelUnderTest
    {
        private readonly string state = Directory.CreateTempSubdirectory("webchannel").FullName;
        private readonly List<InboundMessage> heard = [];
        private readonly InboundQueue queue;
        private WebChatChannel channel;
        private int typed;

        public Page()
        {
            queue = new InboundQueue(_ => ValueTask.CompletedTask, NullLogger.Instance);
            channel = Open();
        }

        public override IChatChannel Channel => channel;

        public override string IdentityOf(string person) => person;

        public override Task TypeAsync(string person, string text, int times = 1)
        {
            var id = $"x{++typed}";
            for (var i = 0; i < times; i++)
            {
                Take(new InboundMessage("web", id, person, text, null, default), () => channel.Show(id, person, text));
            }
            return Task.CompletedTask;
        }

        public override Task PressAsync(string person, ShownMessage message, int button)
        {
            if (channel.Button(message.Id, message.Handles[button]) is { } found)
            {
                var id = $"x{++typed}";
                Take(new InboundMessage("web", id, person, found.Command, found.Press, default), () => channel.Pressed(id, message.Id));
            }
            return Task.CompletedTask;
        }

        public override Task<IReadOnlyList<InboundMessage>> HeardAsync(int count) => Task.FromResult<IReadOnlyList<InboundMessage>>(heard);

        public override Task<IReadOnlyList<ShownMessage>> UntilAsync(Func<IReadOnlyList<ShownMessage>, bool> holds)
        {
            IReadOnlyList<ShownMessage> shown = [.. channel.Room.Read(0, 0, 100).Where(m => m.From == WebMessage.Bot).Select(m => new ShownMessage(
                m.Id, m.Text.Split('\n'), [.. m.Buttons.Select(b => b.Text)], [.. m.Buttons.Select(b => b.Id)], m.Rings, m.Answers))];
            return Task.FromResult(holds(shown) ? shown : throw new InvalidOperationException("the page does not show it"));
        }

        public override Task RestartAsync()
        {
            channel.Dispose();
            channel = Open();
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            channel.Dispose();
            Directory.Delete(state, recursive: true);
            return ValueTask.CompletedTask;
        }

        private WebChatChannel Open() => new(state, TimeProvider.System, text => text, NullLogger.Instance);

        private void Take(InboundMessage message, Action first)
        {
            if (queue.TryAdd(message, first) == Intake.Taken)
            {
                heard.Add(message);
            }
        }
    }
}
