using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Client.Internal;

/// <summary>Runs commands of the bus.</summary>
internal static class CommandCalls
{
    /// <summary>Runs a command that is answered with a reply.</summary>
    /// <exception cref="AgentBusException">Refused, no answer in time, or the session is over.</exception>
    public static async Task<Struct> RunAsync(
        BusSession session, string name, IEnumerable<KeyValuePair<string, string>> arguments, CancellationToken cancellationToken)
    {
        var command = new Command { Name = name };
        foreach (var (argument, value) in arguments)
        {
            command.Args.Add(argument, value);
        }

        var call = new PendingCall(new ClientFrame { Command = command }, session.Deadline());
        return (await session.AskAsync(call, cancellationToken)).Reply.Data ?? new Struct();
    }
}
