using System.Security.Cryptography;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Agents;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class RecentReceiptsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ChannelKey Channel = new("tenant", "room", "channel");

    [Fact]
    public void Every_key_that_was_not_let_go_gives_its_own_receipt()
    {
        var recent = new RecentReceipts();
        for (var i = 0; i < 2_000; i++)
        {
            recent.Add(Delivered(i));
            if (recent.Count > 300)
            {
                recent.RemoveOldest().ShouldBe((KeyFingerprints.Of($"key-{i - 300}"), Start.AddSeconds(i - 300)));
            }
        }

        for (var i = 0; i < 2_000; i++)
        {
            var found = recent.Find($"key-{i}", Digest(i));
            recent.Contains($"key-{i}").ShouldBe(i >= 1_700);
            found.State.ShouldBe(i < 1_700 ? KeyState.Unknown : KeyState.SameDelivered);
            if (found.First is { } receipt)
            {
                receipt.MessageId.ShouldBe(Delivered(i).MessageId);
                receipt.Position.ShouldBe(new Position(7, i));
                (receipt.Room, receipt.Channel, receipt.Outcome).ShouldBe(("room", "channel", Outcome.Delivered));
            }
        }
    }

    [Fact]
    public void The_same_key_over_another_body_is_a_conflict()
    {
        var recent = new RecentReceipts();
        recent.Add(Delivered(1));

        recent.Find("key-1", Digest(2)).State.ShouldBe(KeyState.Conflict);
        recent.Find("key-1", []).State.ShouldBe(KeyState.Conflict);
        recent.Find("key-1", Digest(1)).State.ShouldBe(KeyState.SameDelivered);
    }

    // Every other message has its key for an id, as where the sender sets none.
    private static DeliveredKey Delivered(int i) =>
        new($"key-{i}", Digest(i), i % 2 == 0 ? $"key-{i}" : $"message-{i}", Channel, new Position(7, i), Start.AddSeconds(i));

    private static byte[] Digest(int i) => SHA256.HashData(BitConverter.GetBytes(i));
}
