using AgentBus.Client.Internal;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Client;

/// <content>What this agent may do, without its doing it.</content>
public sealed partial class AgentBusClient
{
    /// <summary>
    /// Asks what would become of a message, or of a call of a tool that this agent makes itself: then the message names tool, action and what they are used on
    /// (<c>payload.target</c>), and neither receiver nor channel. Nothing is sent, stored or counted by it.
    /// </summary>
    /// <param name="call">The call. What its sender leaves empty is filled in as when it is sent.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AgentBusException">No answer in time, the session is over, or <c>rate_limited</c>: an agent has as many checks as messages.</exception>
    public async Task<CallCheck> CheckAsync(Envelope call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return CallChecks.Read(await CommandCalls.RunAsync(_session, CallChecks.Command, [new("envelope", Convert.ToBase64String(call.ToByteArray()))], cancellationToken));
    }

    /// <summary>Asks whether this agent's roles reach as far as an operation of the bus, such as <c>create_channel</c>; docs/commands.md, <c>op.policy.check</c>, names them.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="room">The room that it concerns; empty: none.</param>
    /// <param name="channel">The channel that it concerns; empty: none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AgentBusException">No such operation, no answer in time, or the session is over.</exception>
    public async Task<CallCheck> CheckOperationAsync(string operation, string room = "", string channel = "", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        return CallChecks.Read(await CommandCalls.RunAsync(_session, CallChecks.Command, [new("operation", operation), new("room", room), new("channel", channel)], cancellationToken));
    }

    /// <summary>Makes a call of a tool if the bus allows it (<see cref="CheckAsync"/>), else not.</summary>
    /// <param name="call">What it is, for the bus.</param>
    /// <param name="run">Makes it.</param>
    /// <param name="cancellationToken">Ends asking, and is handed to <paramref name="run"/>.</param>
    /// <exception cref="CallNotAllowedException">It was not made: refused, or people would be asked. To ask them, send the call as a message.</exception>
    /// <exception cref="AgentBusException">It was not made: the bus could not be asked.</exception>
    public async Task<T> GuardAsync<T>(Envelope call, Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var check = await CheckAsync(call, cancellationToken);
        return check.IsAllowed ? await run(cancellationToken) : throw new CallNotAllowedException(check);
    }
}
