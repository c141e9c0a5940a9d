using AgentBus.Model;
using AgentBus.Protocol.Frames;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>
/// One connection's place in a channel. While it catches up, one task moves it; once spliced in, the feed does, under its lock. So its
/// position has one writer at any time.
/// </summary>
/// <param name="channel">The channel.</param>
/// <param name="clearance">What it may read.</param>
/// <param name="sink">Where frames go.</param>
internal sealed class Follower(ChannelKey channel, int clearance, IFrameSink sink)
{
    /// <summary>The channel.</summary>
    public ChannelKey Channel => channel;

    /// <summary>What it may read.</summary>
    public int Clearance => clearance;

    /// <summary>Where its frames go.</summary>
    public IFrameSink Sink => sink;

    /// <summary>The history that it follows.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>The sequence that it gets next.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>It wants nothing more; whoever moves it stops.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>Puts it at a place without telling the client.</summary>
    public void MoveTo(ulong epoch, long next) => (Epoch, Next) = (epoch, next);

    /// <summary>Stops it.</summary>
    public void Leave() => HasLeft = true;

    /// <summary>Hands over the part of a batch that it has not got, up to this sequence.</summary>
    public void Deliver(EncodedBatch batch, long last)
    {
        if (last < Next || HasLeft)
        {
            return;
        }

        if (!batch.DeliverTo(sink, Next, clearance))
        {
            // The connection has ended; whoever moves this follower stops.
            Leave();
        }

        Next = last + 1;
    }

    /// <summary>Tells it that messages up to this sequence cannot be had, and moves past them.</summary>
    public void Skip(ulong epoch, long last, string reason)
    {
        Tell(new Wire.ServerFrame
        {
            Gap = new Wire.Gap
            {
                Room = channel.Room,
                Channel = channel.Channel,
                Epoch = epoch,
                FromSequence = (ulong)Next,
                ToSequence = (ulong)last,
                Reason = reason,
            },
        });
        MoveTo(epoch, last + 1);
    }

    /// <summary>Tells it that its positions are lost: a new history begins.</summary>
    public void Restart(ulong epoch)
    {
        MoveTo(epoch, 1);
        Skip(epoch, 0, GapReason.EpochChanged);
    }

    /// <summary>Sends it a frame.</summary>
    public void Tell(Wire.ServerFrame frame)
    {
        var buffer = new PooledBuffer();
        ServerFrameWriter.Write(buffer, frame);
        sink.TryDeliver(buffer.Written.Span, deliveries: 0);
        buffer.Clear();
    }
}
