using System.Buffers;
using AgentBus.Model;
using AgentBus.Silo.Gateway.Commands;
using AgentBus.Silo.Gateway.Encodings;
using AgentBus.Silo.Json;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>
/// The JSON of ArqonBus clients that were not changed (architecture, section 8): they say no hello and name no hash, so both come from the
/// token and the bus; names, shapes and codes are theirs. One for each connection.
/// </summary>
internal sealed class ArqonProtocol(CommandRegistry commands, TimeProvider time) : ITextProtocol
{
    private readonly ArqonRequests _requests = new();
    private readonly ArqonReplies _replies = new(time);
    private bool _isWelcome;

    /// <inheritdoc/>
    public string Name => "arqonbus";

    /// <inheritdoc/>
    public IDeliveryText Deliveries => ArqonDeliveries.Instance;

    /// <inheritdoc/>
    public Wire.ClientFrame? Opening { get; } = new() { Hello = new Wire.Hello { ConstitutionalHash = ConstitutionalHash.Current, Name = "ArqonBus client" } };

    /// <inheritdoc/>
    public bool AnswersPings => true;

    /// <inheritdoc/>
    public bool IsForAgents => true;

    /// <inheritdoc/>
    public bool SkipsOwn => true;

    /// <inheritdoc/>
    public bool IsSettledByDelivery => true;

    /// <inheritdoc/>
    public ClientText Read(ReadOnlyMemory<byte> message)
    {
        var parsed = JsonText.Parse(message, JsonLimits.FrameDepth);
        if (!parsed.IsOk)
        {
            return Refused("", new ArqonProblem(ArqonCodes.Validation, parsed.Refusal.Reason));
        }

        using var document = parsed.Value;
        if (ArqonReader.Read(document.RootElement, out var read) is { } problem)
        {
            return Refused(read.Id, problem);
        }

        if (read.Type == ArqonTypes.OperatorJoin)
        {
            return Refused(read.Id, new ArqonProblem(ArqonCodes.OperatorAuthFailed, "Operator registration denied"));
        }

        var number = _requests.Add(new ArqonRequest(read.Id, read.Command, read.Payload, null));
        return ClientText.Of(read.Type == ArqonTypes.Command
            ? new Wire.ClientFrame { RequestId = number, Command = ArqonCommands.Of(read, commands) }
            : new Wire.ClientFrame { RequestId = number, Publish = ArqonPublish.Of(read) });
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, Wire.ServerFrame frame)
    {
        switch (frame.BodyCase)
        {
            case Wire.ServerFrame.BodyOneofCase.Welcome when !_isWelcome:
                _isWelcome = true;
                _replies.WriteWelcome(output, frame.Welcome);
                break;
            case Wire.ServerFrame.BodyOneofCase.Delivery:
                Deliveries.Write(output, frame.Delivery);
                break;
            case Wire.ServerFrame.BodyOneofCase.Drain:
                _replies.WriteSystem(output, "The server is going away; connect again.");
                break;
            case Wire.ServerFrame.BodyOneofCase.Error:
                _replies.WriteError(output, _requests.Take(frame.RequestId) ?? new ArqonRequest("", "", new Struct(), null), frame.Error.Code, frame.Error.Message);
                break;
            default:
                if (_requests.Take(frame.RequestId) is { } request)
                {
                    Answer(output, request, frame);
                }

                break;
        }
    }

    private void Answer(IBufferWriter<byte> output, ArqonRequest request, Wire.ServerFrame frame)
    {
        switch (frame.BodyCase)
        {
            case Wire.ServerFrame.BodyOneofCase.Receipts:
                _replies.WriteReceipt(output, request, frame.Receipts.Receipts_[0]);
                break;
            case Wire.ServerFrame.BodyOneofCase.Reply:
                _replies.WriteReply(output, request, ArqonData.Of(frame.Reply.Data));
                break;
            case Wire.ServerFrame.BodyOneofCase.Subscribed:
                _replies.WriteReply(output, request, Channel(frame.Subscribed.Room, frame.Subscribed.Channel));
                break;
            case Wire.ServerFrame.BodyOneofCase.Unsubscribed:
                _replies.WriteReply(output, request, Channel(frame.Unsubscribed.Room, frame.Unsubscribed.Channel));
                break;
        }
    }

    private ClientText Refused(string id, ArqonProblem problem) =>
        ClientText.Refused(_requests.Add(new ArqonRequest(id, "", new Struct(), problem)), new Refusal(Code.MessageInvalid, problem.Text));

    private static Struct Channel(string room, string channel) =>
        ArqonData.Of(CommandResult.Of(("room", CommandValues.Text(room)), ("channel", CommandValues.Text(channel))).Data);
}
