using System.Buffers;
using System.Text.Json;
using AgentBus.Model;
using AgentBus.Silo.Json;
using Google.Protobuf.Reflection;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Encodings;

/// <summary>
/// The subprotocol <c>agentbus.v1.json</c>: a message is one frame as JSON, with the proto's names (T-03). What is not known is refused, for
/// what a person misspells would go unnoticed. It keeps nothing, so one serves all connections.
/// </summary>
internal sealed class JsonProtocol : ITextProtocol, IDeliveryText
{
    private const string CommandField = "command";
    private const string ArgumentsField = "args";

    private static readonly IReadOnlyList<FieldDescriptor> Bodies = [.. Wire.ClientFrame.Descriptor.Oneofs[0].Fields];

    /// <summary>The one that there is.</summary>
    public static JsonProtocol Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => Protocol.ProtocolVersion.JsonSubprotocol;

    /// <inheritdoc/>
    public IDeliveryText Deliveries => this;

    /// <inheritdoc/>
    public Wire.ClientFrame? Opening => null;

    /// <inheritdoc/>
    public bool AnswersPings => false;

    /// <inheritdoc/>
    public bool IsForAgents => false;

    /// <inheritdoc/>
    public bool SkipsOwn => false;

    /// <inheritdoc/>
    public bool IsSettledByDelivery => false;

    /// <inheritdoc/>
    public ClientText Read(ReadOnlyMemory<byte> message)
    {
        var parsed = JsonText.Parse(message, JsonLimits.FrameDepth);
        if (!parsed.IsOk)
        {
            return ClientText.Refused(0, parsed.Refusal);
        }

        using var document = parsed.Value;
        var json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object)
        {
            return ClientText.Refused(0, Invalid("A message is one frame: an object with request_id and one body."));
        }

        var frame = new Wire.ClientFrame();
        var findings = new JsonFindings();
        MessageReader.Read(json, frame, findings, except: CommandField);
        if (json.TryGetProperty(CommandField, out var command))
        {
            frame.Command = ReadCommand(command, findings);
        }

        return Problem(json, findings) is { } refusal ? ClientText.Refused(frame.RequestId, refusal) : ClientText.Of(frame);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, Wire.ServerFrame frame)
    {
        using (var writer = new Utf8JsonWriter(output, JsonLimits.Writing))
        {
            EnvelopeJson.Write(writer, frame);
        }

        output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, Wire.Delivery delivery) => Write(output, new Wire.ServerFrame { Delivery = delivery });

    private static Refusal? Problem(JsonElement json, JsonFindings findings)
    {
        var bodies = Bodies.Count(field => json.TryGetProperty(field.Name, out _));
        return findings.Defect.Length > 0 ? Invalid(findings.Defect)
            : findings.Unknown.Count > 0 ? Invalid($"The field {findings.Unknown[0]} is not known.")
            : bodies > 1 ? Invalid("The frame has more than one body.")
            : null;
    }

    // Arguments are text on the wire; who writes JSON by hand writes 20 and true.
    private static Wire.Command ReadCommand(JsonElement json, JsonFindings findings)
    {
        var command = new Wire.Command();
        MessageReader.Read(json, command, findings, CommandField, ArgumentsField);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(ArgumentsField, out var arguments))
        {
            return command;
        }

        if (arguments.ValueKind != JsonValueKind.Object)
        {
            findings.Wrong($"{CommandField}.{ArgumentsField}", "must be an object");
            return command;
        }

        foreach (var argument in arguments.EnumerateObject())
        {
            if (JsonText.NameOf(argument) is { } name && JsonText.Scalar(argument.Value) is { } value)
            {
                command.Args[name] = value;
            }
            else
            {
                findings.Wrong($"{CommandField}.{ArgumentsField}", "may hold text, numbers, true and false only");
            }
        }

        return command;
    }

    private static Refusal Invalid(string problem) => new(Code.MessageInvalid, problem);
}
