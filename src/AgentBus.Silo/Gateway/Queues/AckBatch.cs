using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Queues;

/// <summary>What a client acknowledged of one channel, on its way to the agent's grain in one call.</summary>
internal sealed class AckBatch(ChannelName channel, ulong epoch)
{
    private readonly Dictionary<long, Settlement> _settlements = [];
    private long _through;

    /// <summary>The requests to answer.</summary>
    public List<ulong> Requests { get; } = [];

    /// <summary>The channel as the client names it.</summary>
    public ChannelName Channel => channel;

    /// <summary>The history that the sequences belong to.</summary>
    public ulong Epoch => epoch;

    /// <summary>So many messages are settled by it, and 1 for a position; no fewer than there are answers to give.</summary>
    public int Weight => Math.Max(Math.Max(1, Requests.Count), _settlements.Count);

    /// <summary>Takes an acknowledgement of this channel in; of one message the first word counts that settles it.</summary>
    public void Add(ulong requestId, Wire.Ack ack, SettlementKind kind)
    {
        if (requestId != 0)
        {
            Requests.Add(requestId);
        }

        if (ack.Sequences.Count == 0)
        {
            _through = Math.Max(_through, Clamp(ack.Sequence));
        }

        foreach (var sequence in ack.Sequences)
        {
            var at = Clamp(sequence);
            if (!_settlements.TryGetValue(at, out var said) || said.Kind == SettlementKind.Working)
            {
                _settlements[at] = new Settlement(at, kind, TimeSpan.FromMilliseconds(ack.RetryAfterMs), ack.Reason);
            }
        }
    }

    /// <summary>The call that says it.</summary>
    public SettleRequest Request(SessionToken session) => new(session, channel, epoch, _through, [.. _settlements.Values]);

    private static long Clamp(ulong sequence) => (long)Math.Min(sequence, long.MaxValue);
}
