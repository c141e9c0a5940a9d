using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Gateway.Tests.Units;

/// <summary>A channel's grain that holds what the test puts in.</summary>
internal sealed class FakeRoom : IRoomGrain
{
    public const ulong FirstEpoch = 7;

    public ulong Epoch { get; set; } = FirstEpoch;

    public List<ChannelMessage> Messages { get; } = [];

    public long Head { get; set; }

    public int Reads { get; private set; }

    public Task? Delay { get; set; }

    public static ChannelMessage Message(long sequence, Classification classification = Classification.Public, DateTimeOffset? expires = null) =>
        new(sequence, $"m{sequence}", DateTimeOffset.UnixEpoch, expires, classification, new byte[] { 0x0A, 0x01, (byte)'x' }, ReadOnlyMemory<byte>.Empty);

    /// <summary>Appends messages and tells the batch that the stream would carry.</summary>
    public ChannelBatch Append(int count)
    {
        var added = Enumerable.Range(1, count).Select(i => Message(Head + i)).ToImmutableArray();
        Messages.AddRange(added);
        Head += count;
        return new ChannelBatch(Epoch, Head, added);
    }

    public async Task<ChannelPage> ReadAsync(long afterSequence, int limit)
    {
        if (limit > 0)
        {
            Reads++;
        }

        if (Delay is { } delay && limit > 0)
        {
            await delay;
        }

        var messages = Messages.Where(message => message.Sequence > afterSequence).Take(limit).ToImmutableArray();
        return new ChannelPage(Epoch, Messages.Count > 0 ? Messages[0].Sequence : 0, Head, messages);
    }

    public Task<PublishResult> PublishAsync(PublishRequest request) => throw new NotSupportedException();

    public Task<Result<ChannelPage>> JoinAsync(AgentKey agent) => throw new NotSupportedException();

    public Task LeaveAsync(AgentKey agent) => throw new NotSupportedException();

    public Task<ImmutableArray<AgentKey>> MembersAsync() => throw new NotSupportedException();

    public Task CloseAsync() => throw new NotSupportedException();
}
