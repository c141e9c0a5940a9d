using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage.Tests.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>Random appends, takeovers, stale appends, restarts and reads, against lists in memory.</summary>
public sealed class JournalModelTests
{
    private const int Channels = 3;
    private const int Senders = 2;

    private enum Step
    {
        Append,
        AppendStale,
        TakeOver,
        Reopen,
        ReadRange,
        FindKey,
    }

    [Fact]
    public void The_journal_behaves_like_a_list_per_channel()
    {
        var step =
            from kind in Gen.Frequency(
                (8, Gen.Constant(Step.Append)),
                (1, Gen.Constant(Step.AppendStale)),
                (1, Gen.Constant(Step.TakeOver)),
                (1, Gen.Constant(Step.Reopen)),
                (4, Gen.Constant(Step.ReadRange)),
                (3, Gen.Constant(Step.FindKey)))
            from channel in Gen.Choose(0, Channels - 1)
            from sender in Gen.Choose(0, Senders - 1)
            from size in Gen.Choose(1, 9)
            select (kind, channel, sender, size);

        Prop.ForAll(Gen.ListOf(step, 80).ToArbitrary(), steps => RunAsync([.. steps]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static async Task RunAsync((Step Kind, int Channel, int Sender, int Size)[] steps)
    {
        await using var store = SqliteFixture.Create(options =>
        {
            options.IndexBatch = 8;
            options.GroupMessages = 16;
        });
        var channels = new List<(string Id, int Sender)>[Channels];
        var heads = new ChannelHead[Channels];
        for (var c = 0; c < Channels; c++)
        {
            channels[c] = [];
            heads[c] = await store.Journal.OpenChannelAsync(Key(c), CancellationToken.None);
        }

        var next = 0;
        foreach (var (kind, channel, sender, size) in steps)
        {
            var expected = channels[channel];
            switch (kind)
            {
                case Step.Append:
                    var ids = Enumerable.Range(0, size).Select(_ => $"m{next++}").ToArray();
                    (await AppendAsync(heads[channel], expected.Count + 1, ids)).ShouldBe(AppendOutcome.Committed);
                    expected.AddRange(ids.Select(id => (id, sender)));
                    break;
                case Step.AppendStale:
                    var stale = heads[channel] with { Term = heads[channel].Term - 1 };
                    (await AppendAsync(stale, expected.Count + 1, ["stale"])).ShouldBe(AppendOutcome.Fenced);
                    break;
                case Step.TakeOver:
                    var head = await store.Journal.OpenChannelAsync(Key(channel), CancellationToken.None);
                    head.Term.ShouldBe(heads[channel].Term + 1);
                    head.LastSequence.ShouldBe(expected.Count);
                    heads[channel] = head;
                    break;
                case Step.Reopen:
                    await store.ReopenAsync();
                    break;
                case Step.ReadRange:
                    var after = size * expected.Count / 10;
                    var read = await store.Journal.ReadAsync(Key(channel), heads[channel].Epoch, after, size * 3, int.MaxValue, CancellationToken.None);
                    read.Select(message => message.MessageId).ShouldBe(expected.Skip(after).Take(size * 3).Select(message => message.Id));
                    break;
                default:
                    await FindAsync(expected, sender, size);
                    break;
            }

            async Task<AppendOutcome> AppendAsync(ChannelHead holder, long first, string[] ids) => await store.Journal.AppendAsync(
                Samples.Append(Key(channel), holder, first, Agent(sender), Samples.Noon, [.. ids.Select(id => Samples.Message(id))]));

            async Task FindAsync(List<(string Id, int Sender)> messages, int asking, int place)
            {
                var index = place * messages.Count / 10;
                var (id, owner) = messages.Count == 0 ? ("none", 0) : messages[index];
                var found = await store.Journal.FindDeliveredKeyAsync(Agent(asking), id, Samples.Noon, CancellationToken.None);
                if (messages.Count == 0 || owner != asking)
                {
                    found.ShouldBeNull();
                }
                else
                {
                    found.ShouldNotBeNull().Position.ShouldBe(new Position(heads[channel].Epoch, index + 1));
                }
            }
        }
    }

    private static ChannelKey Key(int channel) => new("acme", "model", $"c{channel}");

    private static AgentKey Agent(int sender) => new("acme", $"a{sender}");
}
