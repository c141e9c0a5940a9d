using AgentBus.Domain.Abuse;
using AgentBus.Model;
using AgentBus.Protocol.Frames;
using AgentBus.Silo.Gateway.Commands;
using AgentBus.Silo.Gateway.Encodings;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// Hands a client's frames to those who answer them, in order and one at a time; a Publish is only handed in, so that the next can be read
/// while it is under way. A malformed message is refused whole (ENV-03). One reader; not thread-safe.
/// </summary>
internal sealed class FrameDispatch(Connection connection)
{
    private static readonly Refusal Malformed = new(Code.MessageInvalid, "The message is not a ClientFrames message with at most one body in each frame; nothing of it was processed.");
    private static readonly Refusal NoBody = new(Code.MessageInvalid, "The frame has no body that this version knows.");
    private static readonly Refusal NoSession = new(Code.Unauthenticated, "There is no session; send Hello first.");

    private readonly FrameMeter _meter = new(
        connection.Parts.Options.MessagesPerSecond,
        connection.Parts.Options.MessageBurst,
        connection.Parts.Options.MaxStrikes,
        connection.Parts.Time);

    private EnvelopeMapper? _mapper;

    /// <summary>Handles all frames of a message. The memory is not used after the task has completed.</summary>
    public async ValueTask HandleAsync(ReadOnlyMemory<byte> message)
    {
        if (!ClientFrameReader.IsWellFormed(message.Span))
        {
            GatewayLog.Malformed(connection.Parts.Logger, connection.Id, connection.CorrelationId);
            Strike(0, Malformed, Offence.Malformed);
            return;
        }

        var position = 0;
        while (!connection.HasEnded && ClientFrameReader.TryReadNext(message.Span, ref position, out var frame))
        {
            var body = message.Slice(frame.BodyStart, frame.BodyLength);
            if (Meter(frame, body.Span) is { } tooMuch)
            {
                Strike(frame.RequestId, tooMuch, Offence.Flood);
            }
            else if (frame.Kind != ClientFrameKind.Hello && !connection.Session.IsOpen)
            {
                connection.Refuse(frame.RequestId, NoSession);
            }
            else
            {
                await HandleAsync(frame, body);
            }
        }
    }

    /// <summary>Handles the frame of a text, or refuses it as a malformed message.</summary>
    public ValueTask HandleAsync(ClientText text)
    {
        if (text.Refusal is { } refusal)
        {
            GatewayLog.Malformed(connection.Parts.Logger, connection.Id, connection.CorrelationId);
            Strike(text.RequestId, refusal, Offence.Malformed);
        }

        return text.Frame is { } frame ? HandleAsync(frame) : ValueTask.CompletedTask;
    }

    /// <summary>Handles a frame that came in another form.</summary>
    public ValueTask HandleAsync(Wire.ClientFrame frame) => HandleAsync(new Wire.ClientFrames { Frames = { frame } }.ToByteArray());

    private Refusal? Meter(ClientFrameHeader frame, ReadOnlySpan<byte> body) =>
        _meter.Take(1 + (frame.Kind == ClientFrameKind.Publish ? ClientFrameReader.CountEnvelopes(body) : 0));

    private ValueTask HandleAsync(ClientFrameHeader frame, ReadOnlyMemory<byte> body)
    {
        switch (frame.Kind)
        {
            case ClientFrameKind.Publish:
                return PublishAsync(frame.RequestId, body.Span);
            case ClientFrameKind.Ping:
                connection.Tell(new Wire.ServerFrame
                {
                    RequestId = frame.RequestId,
                    Pong = new Wire.Pong { TimeUnixMs = connection.Parts.Time.GetUtcNow().ToUnixTimeMilliseconds() },
                });
                return ValueTask.CompletedTask;
            case ClientFrameKind.Ack:
                return connection.Acknowledgements.TakeAsync(frame.RequestId, Wire.Ack.Parser.ParseFrom(body.Span));
            case ClientFrameKind.Unknown:
                Strike(frame.RequestId, NoBody, Offence.Malformed);
                return ValueTask.CompletedTask;
            default:
                return new ValueTask(HandleRareAsync(frame, body));
        }
    }

    private async Task HandleRareAsync(ClientFrameHeader frame, ReadOnlyMemory<byte> body)
    {
        try
        {
            switch (frame.Kind)
            {
                case ClientFrameKind.Hello:
                    await connection.Session.OpenAsync(frame.RequestId, Wire.Hello.Parser.ParseFrom(body.Span));
                    break;
                case ClientFrameKind.Refresh:
                    await connection.Session.RefreshAsync(frame.RequestId, Wire.Refresh.Parser.ParseFrom(body.Span));
                    break;
                case ClientFrameKind.Subscribe:
                    await connection.Subscriptions.SubscribeAsync(frame.RequestId, Wire.Subscribe.Parser.ParseFrom(body.Span));
                    break;
                case ClientFrameKind.Unsubscribe:
                    await connection.Subscriptions.UnsubscribeAsync(frame.RequestId, Wire.Unsubscribe.Parser.ParseFrom(body.Span));
                    break;
                case ClientFrameKind.Command:
                    await RunAsync(frame.RequestId, Wire.Command.Parser.ParseFrom(body.Span));
                    break;
                case ClientFrameKind.ReadHistory:
                    await connection.Memory.ReadHistoryAsync(frame.RequestId, Wire.ReadHistory.Parser.ParseFrom(body.Span));
                    break;
                case ClientFrameKind.ReadContext:
                    await connection.Memory.ReadContextAsync(frame.RequestId, Wire.ReadContext.Parser.ParseFrom(body.Span));
                    break;
                case ClientFrameKind.WriteContext:
                    await connection.Memory.WriteContextAsync(frame.RequestId, Wire.WriteContext.Parser.ParseFrom(body.Span));
                    break;
                default:
                    Strike(frame.RequestId, NoBody, Offence.Malformed);
                    break;
            }
        }
        catch (Exception e)
        {
            GatewayLog.CallFailed(connection.Parts.Logger, e, connection.Id, connection.CorrelationId);
            connection.Refuse(frame.RequestId, ErrorFrames.Of(e));
        }
    }

    private ValueTask PublishAsync(ulong requestId, ReadOnlySpan<byte> publish)
    {
        var count = ClientFrameReader.CountEnvelopes(publish);
        if (count == 0 || count > connection.Parts.Options.MaxBatch)
        {
            Strike(requestId, new Refusal(Code.MessageInvalid, $"A Publish holds 1 to {connection.Parts.Options.MaxBatch} envelopes, this one {count}."), Offence.Malformed);
            return ValueTask.CompletedTask;
        }

        connection.Counts.AddReceived(count);
        _mapper ??= new EnvelopeMapper();
        var envelopes = new Envelope[count];
        var position = 0;
        for (var i = 0; ClientFrameReader.TryReadEnvelope(publish, ref position, out var envelope); i++)
        {
            envelopes[i] = _mapper.Map(envelope);
        }

        var terms = ClientFrameReader.ReadTerms(publish);
        var awaitReply = TimeSpan.FromMilliseconds(terms.AwaitReplyMs);
        return terms.AuditRequired || (awaitReply > TimeSpan.Zero && !connection.Session.TakesInbox)
            ? PrepareAsync(requestId, envelopes, awaitReply, terms.AuditRequired)
            : connection.Publisher.TakeAsync(requestId, envelopes, awaitReply, audit: null);
    }

    private async ValueTask PrepareAsync(ulong requestId, Envelope[] envelopes, TimeSpan awaitReply, bool isAudited)
    {
        var audit = isAudited ? await connection.Audits.EnterAsync(envelopes) : null;
        if (audit is { IsOk: false })
        {
            connection.Refuse(requestId, audit.Refusal);
            return;
        }

        // Who takes no inbox is handed replies only where it is there before them.
        if (awaitReply > TimeSpan.Zero && !connection.Session.TakesInbox)
        {
            await connection.Queues.AwaitRepliesAsync();
        }

        await connection.Publisher.TakeAsync(requestId, envelopes, awaitReply, audit?.Value);
    }

    private async Task RunAsync(ulong requestId, Wire.Command command)
    {
        var session = connection.Session;
        var began = connection.Parts.Time.GetTimestamp();
        var result = await connection.Parts.Commands.RunAsync(command.Name, new CommandContext(session.Token!, session.Principal!, command.Args));
        TrafficLog.Answered(connection, command.Name, result.IsOk ? null : result.Refusal, began);
        if (!result.IsOk)
        {
            connection.Refuse(requestId, result.Refusal);
            return;
        }

        // It may have registered the agent, which has an inbox by that.
        connection.Session.OpenInbox();
        switch (result.Value.Frame)
        {
            case { Subscribe: { } subscribe }:
                await connection.Subscriptions.SubscribeAsync(requestId, subscribe);
                break;
            case { Unsubscribe: { } unsubscribe }:
                await connection.Subscriptions.UnsubscribeAsync(requestId, unsubscribe);
                break;
            default:
                connection.Tell(CommandFrames.Of(requestId, command.Name, result.Value));
                break;
        }
    }

    private void Strike(ulong requestId, Refusal refusal, Offence offence)
    {
        if (connection.Note(offence) is { } banned)
        {
            connection.End(banned);
        }
        else if (_meter.Strike())
        {
            connection.End(refusal);
        }
        else
        {
            connection.Refuse(requestId, refusal);
        }
    }
}
