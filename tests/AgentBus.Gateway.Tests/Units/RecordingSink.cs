using AgentBus.Model;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway.FanOut;

namespace AgentBus.Gateway.Tests.Units;

/// <summary>Keeps what a follower is told.</summary>
internal sealed class RecordingSink : IFrameSink
{
    private readonly Lock _gate = new();
    private readonly List<ServerFrame> _frames = [];

    public bool IsFull { get; set; }

    public Refusal? Failure { get; private set; }

    /// <summary>Sequences of deliveries, and gaps as "from-to reason", in order.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_gate)
            {
                return [.. _frames.Select(static frame => frame.Gap is { } gap ? $"{gap.FromSequence}-{gap.ToSequence} {gap.Reason}" : $"{frame.Delivery.Sequence}")];
            }
        }
    }

    public bool TryDeliver(ReadOnlySpan<byte> frames, int deliveries)
    {
        lock (_gate)
        {
            if (!IsFull)
            {
                _frames.AddRange(ServerFrames.Parser.ParseFrom(frames).Frames);
            }

            return !IsFull;
        }
    }

    public void Fail(Refusal reason) => Failure = reason;

    public Task WaitForRoomAsync() => Task.CompletedTask;
}
