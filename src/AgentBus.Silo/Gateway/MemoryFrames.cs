using AgentBus.Contracts;
using AgentBus.Model;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>Answers the frames by which a client looks back: history of a channel, session contexts. What it may see, its agent's grain decides.</summary>
internal sealed class MemoryFrames(Connection connection)
{
    /// <summary>Answers ReadHistory.</summary>
    public async Task ReadHistoryAsync(ulong requestId, Wire.ReadHistory read)
    {
        var query = new HistoryQuery(
            read.After is { } after ? FrameValues.Position(after) : null,
            FrameValues.Moment(read.SinceUnixUs),
            (long)Math.Min(read.Before, long.MaxValue),
            (int)Math.Min(read.Limit, int.MaxValue));
        var page = await Memory.ReadHistoryAsync(new HistoryRequest(Token, new ChannelName(read.Room, read.Channel), query));
        if (!page.IsOk)
        {
            connection.Refuse(requestId, page.Refusal);
            return;
        }

        var history = new Wire.History
        {
            Room = read.Room,
            Channel = read.Channel,
            Epoch = page.Value.Epoch,
            First = (ulong)page.Value.First,
            Head = (ulong)page.Value.Head,
            Next = (ulong)page.Value.Next,
            Partial = page.Value.IsPartial,
        };
        history.Messages.AddRange(page.Value.Messages.Select(message => Delivery(read, page.Value.Epoch, message)));
        connection.Tell(new Wire.ServerFrame { RequestId = requestId, History = history });
    }

    /// <summary>Answers ReadContext.</summary>
    public async Task ReadContextAsync(ulong requestId, Wire.ReadContext read) =>
        Answer(requestId, await Memory.ReadContextAsync(new ContextRead(Token, read.ContextId)));

    /// <summary>Answers WriteContext.</summary>
    public async Task WriteContextAsync(ulong requestId, Wire.WriteContext write) =>
        Answer(requestId, await Memory.WriteContextAsync(new ContextWrite(
            Token,
            write.ContextId,
            (long)Math.Min(write.Revision, long.MaxValue),
            Bytes(write.State),
            Bytes(write.Memory),
            TimeSpan.FromSeconds(write.TimeToLiveS))));

    private IAgentMemory Memory => connection.Session.Memory!;

    private SessionToken Token => connection.Session.Token!;

    private void Answer(ulong requestId, Result<SessionContext> answer)
    {
        if (!answer.IsOk)
        {
            connection.Refuse(requestId, answer.Refusal);
            return;
        }

        var context = answer.Value;
        connection.Tell(new Wire.ServerFrame
        {
            RequestId = requestId,
            Context = new Wire.Context
            {
                ContextId = context.ContextId,
                Revision = (ulong)context.Revision,
                State = Struct.Parser.ParseFrom(context.State.Span),
                Memory = Struct.Parser.ParseFrom(context.Memory.Span),
                UpdatedUnixUs = context.Revision == 0 ? 0 : FrameValues.Microseconds(context.UpdatedAt),
            },
        });
    }

    private static ReadOnlyMemory<byte> Bytes(Struct? value) => value?.ToByteArray() ?? ReadOnlyMemory<byte>.Empty;

    private static Wire.Delivery Delivery(Wire.ReadHistory read, ulong epoch, ChannelMessage message) => new()
    {
        Room = read.Room,
        Channel = read.Channel,
        Epoch = epoch,
        Sequence = (ulong)message.Sequence,
        TimeUnixUs = FrameValues.Microseconds(message.AcceptedAt),
        Envelope = UnsafeByteOperations.UnsafeWrap(message.Envelope),
        Stamp = Wire.Stamp.Parser.ParseFrom(message.Stamp.Span),
    };
}
