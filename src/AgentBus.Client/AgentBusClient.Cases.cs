using System.Globalization;
using AgentBus.Client.Internal;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Client;

/// <content>Messages that wait for people.</content>
public sealed partial class AgentBusClient
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(10);

    /// <summary>Where a held message stands: one of this agent's, or one that it may decide on.</summary>
    /// <param name="caseId">The case, as <see cref="Receipt.CaseId"/> names it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AgentBusException">Refused (<see cref="AgentBusCodes.NotFound"/>: there is none that this agent may see), no answer in time, or the session is over.</exception>
    public async Task<HeldMessage> ReadHeldAsync(string caseId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseId);
        return ToHeld(await CommandCalls.RunAsync(_session, "case", [new("case_id", caseId)], cancellationToken));
    }

    /// <summary>
    /// Waits until people have decided on a held message, and what was approved has arrived. It lasts over lost connections, and as long as people take: give
    /// it a token. The bus's notice ends the waiting at once where this client reads its inbox; without that the bus is asked, ever more seldom, at last each 10 s.
    /// </summary>
    /// <param name="caseId">The case, as <see cref="Receipt.CaseId"/> names it; it may be from an earlier run of the process.</param>
    /// <param name="cancellationToken">Ends the waiting; the message goes on waiting.</param>
    /// <returns>The decision; a rejection is a result, not an exception.</returns>
    /// <exception cref="AgentBusException">Refused (<see cref="AgentBusCodes.NotFound"/>: there is none that this agent may see), or the session is over.</exception>
    public async Task<HeldMessage> WaitForOutcomeAsync(string caseId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseId);
        var time = _options.TimeProvider;
        for (var pause = FirstLook; ; pause = pause + pause < LastLook ? pause + pause : LastLook)
        {
            var told = _session.Outcomes.Told(caseId);
            try
            {
                if (await ReadHeldAsync(caseId, cancellationToken) is { IsDecided: true } decided)
                {
                    return decided;
                }
            }
            catch (AgentBusException e) when (PassingCodes.Passes(e.Code))
            {
                pause = e.RetryAfter > pause ? e.RetryAfter.Value : pause;
            }

            try
            {
                await told.WaitAsync(pause, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Nobody said anything: it is asked again.
            }
            finally
            {
                _session.Outcomes.Forget(caseId);
            }
        }
    }

    /// <summary>As <see cref="WaitForOutcomeAsync(string, CancellationToken)"/>, for the receipt of a held message.</summary>
    /// <inheritdoc cref="WaitForOutcomeAsync(string, CancellationToken)"/>
    /// <exception cref="ArgumentException">The receipt is not of a held message.</exception>
    public Task<HeldMessage> WaitForOutcomeAsync(Receipt held, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(held);
        return held.CaseId.Length > 0
            ? WaitForOutcomeAsync(held.CaseId, cancellationToken)
            : throw new ArgumentException($"The message {held.MessageId} is not held: {held.Outcome}.", nameof(held));
    }

    /// <summary>Withdraws a held message: it is delivered to nobody. One that is withdrawn already is a success.</summary>
    /// <param name="caseId">The case, as <see cref="Receipt.CaseId"/> names it.</param>
    /// <param name="reason">Why, for the record; up to 1,024 characters.</param>
    /// <param name="cancellationToken">Ends the waiting; it may be withdrawn all the same.</param>
    /// <exception cref="AgentBusException">Refused (<c>case_closed</c>: it was decided before), no answer in time, or the session is over.</exception>
    public async Task<HeldMessage> WithdrawAsync(string caseId, string reason = "", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseId);
        ArgumentNullException.ThrowIfNull(reason);
        try
        {
            return ToHeld(await CommandCalls.RunAsync(_session, "cancel_case", [new("case_id", caseId), new("reason", reason)], cancellationToken));
        }
        catch (AgentBusException e) when (e.Code == AgentBusCodes.CaseClosed)
        {
            // The answer to the same command may have been lost with a connection.
            var held = await ReadHeldAsync(caseId, cancellationToken);
            if (held.State != HeldState.Cancelled)
            {
                throw;
            }

            return held;
        }
    }

    private static HeldMessage ToHeld(Struct data)
    {
        var (state, code) = (data.Fields["state"].StringValue, data.Fields["code"].StringValue);
        return new HeldMessage
        {
            CaseId = data.Fields["case_id"].StringValue,
            MessageId = data.Fields["message_id"].StringValue,
            State = System.Enum.TryParse<HeldState>(state, ignoreCase: true, out var known) ? known : HeldState.Unknown,
            StateText = state,
            Code = code == "none" ? "" : code,
            Reason = data.Fields["reason"].StringValue,
            Deadline = DateTimeOffset.Parse(data.Fields["deadline"].StringValue, CultureInfo.InvariantCulture),
            Approvals = (int)data.Fields["approvals"].NumberValue,
            Rejections = (int)data.Fields["rejections"].NumberValue,
        };
    }
}
