using System.Collections.Immutable;
using System.Security.Cryptography;
using AgentBus.Domain.Codes;
using AgentBus.Domain.KillSwitch;
using AgentBus.Domain.Sessions;
using AgentBus.Grains.Agents;
using AgentBus.Model;

namespace AgentBus.Grains.KillSwitch;

/// <summary>
/// Stops one agent: its sessions end, those who hold them know, its queues serve them no more, and what it sent before has its receipt. And tries whether
/// it can still send.
/// </summary>
internal sealed class AgentStop(
    AgentKey agent, SessionGate gate, Farewells farewells, Receiving receiving, Func<Task> onItsWay, SessionlessAdmission admission, TimeProvider time)
{
    private const int IdLength = 16;
    private const string Untold = "Who holds a session has not confirmed that it ended.";
    private const string Undetached = "A queue has not confirmed that it serves a session no more.";
    private const string Sending = "A message that was sent before is still on its way.";
    private static readonly SendProbe LetIn = new(false, "A session would be opened.");

    /// <summary>Ends the sessions, those that ended just before included in what is waited for.</summary>
    public async Task<AgentStopped> StopAsync(Refusal reason, TimeSpan limit)
    {
        var ended = 0;
        gate.End(_ =>
        {
            ended++;
            return reason;
        });
        var done = await Task.WhenAll(WithinAsync(farewells.SettledAsync(), limit), WithinAsync(receiving.SettledAsync(), limit), WithinAsync(SentAsync(), limit));
        ImmutableArray<string> outcomes = [Untold, Undetached, Sending];
        return new AgentStopped(ended, [.. outcomes.Where((_, index) => !done[index])]);
    }

    /// <summary>Tries to send, and whether a session would be opened.</summary>
    public async Task<SendProbe> ProbeAsync()
    {
        var sender = ProbeMessage.Sender(agent);
        var isOut = false;
        var sent = await admission.SendAsync(sender, tenant =>
        {
            isOut = SessionRules.CheckStanding(sender, tenant, time.GetUtcNow()) is not null;
            return ProbeMessage.Make($"kill-probe-{RandomNumberGenerator.GetHexString(IdLength, lowercase: true)}", tenant.Settings);
        });
        return !sent.IsOk ? new SendProbe(false, $"Nothing could be tried: {CodeTable.Wire(sent.Refusal.Code)}.")
            : isOut ? ProbeMessage.Judge(sent.Value)
            : LetIn;
    }

    private async Task<bool> SentAsync()
    {
        await onItsWay();
        return true;
    }

    private async Task<bool> WithinAsync(Task<bool> settled, TimeSpan limit)
    {
        try
        {
            return await settled.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
