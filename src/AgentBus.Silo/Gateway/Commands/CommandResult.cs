using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>What a command answers: the fields of its description.</summary>
/// <param name="Data">Names and values.</param>
internal sealed record CommandResult(Struct Data)
{
    /// <summary>The connection does what this frame asks for, and its answer is the command's.</summary>
    public Wire.ClientFrame? Frame { get; init; }

    /// <summary>Done, and nothing to tell.</summary>
    public static CommandResult Done { get; } = new(new Struct());

    /// <summary>An answer of these fields.</summary>
    public static CommandResult Of(params ReadOnlySpan<(string Name, Value Value)> fields)
    {
        var data = new Struct();
        foreach (var (name, value) in fields)
        {
            data.Fields.Add(name, value);
        }

        return new CommandResult(data);
    }

    /// <summary>An answer of these fields, unless there is a refusal.</summary>
    public static Result<CommandResult> Of(Refusal? refusal, params ReadOnlySpan<(string Name, Value Value)> fields) =>
        refusal is not null ? refusal : Of(fields);
}
