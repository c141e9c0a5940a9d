using AgentBus.Domain.Admission;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Routing;
using AgentBus.Grains.Policies;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Messages of an agent whose admission needs an answer from outside, and those behind them: a later message to the same channel or inbox
/// waits until the earlier one went its way, others do not. When its turn has come, a message is judged again, by the settings of then. All of an agent's waiting
/// messages are asked for at once.
/// </summary>
internal sealed partial class WaitingMessages(TenantSnapshots tenants, SendPreparation preparation, DeliveredKeys keys, PolicyQuestions questions, ILogger logger)
{
    private const int MaxWaiting = 256;

    /// <summary>What is asked for again and again is not decided.</summary>
    public static readonly Refusal Undecided = new(Code.PolicyUnavailable, "The settings changed while the message waited for a decision, again and again. Try again.", TimeSpan.FromSeconds(1));

    private static readonly Refusal Crowded = new(Code.Overloaded, "Too many of your messages wait for a decision; wait for their receipts.", TimeSpan.FromSeconds(1));
    private static readonly Refusal Faulty = new(Code.Internal, "The message could not be judged; the fault is in the log.");

    private readonly List<WaitingMessage> _waiting = [];

    /// <summary>Whether the message has to wait: for an answer, or behind one that does.</summary>
    public bool MustWait(in AdmissionResult result) =>
        result.Step == StageOutcome.Need || (_waiting.Count > 0 && result.IsDelivered && IsBehind(result.Target));

    /// <summary>Takes the message; its receipt comes when it was judged again.</summary>
    /// <param name="message">The message.</param>
    /// <param name="again">Judges it again and sends it on its way; what it still asks for comes back.</param>
    public void Add(WaitingMessage message, Func<WaitingMessage, TenantView, Preparation, AdmissionAnswer?, AdmissionNeed?> again)
    {
        if (_waiting.Count >= MaxWaiting)
        {
            message.Batch.Set(message.Index, Receipts.Refused(message.Envelope, Crowded));
            return;
        }

        Task[] before = [.. _waiting.Where(earlier => earlier.SharesWith(message.Target)).Select(static earlier => earlier.Done)];
        _waiting.Add(message);
        _ = RunAsync(message, before, again);
    }

    /// <summary>Completes when nothing waits.</summary>
    public Task SettledAsync() => Task.WhenAll(_waiting.Select(static message => message.Done));

    private bool IsBehind(MessageTarget target)
    {
        foreach (var earlier in _waiting)
        {
            if (earlier.SharesWith(in target))
            {
                return true;
            }
        }

        return false;
    }

    // Owned by the list: the activation does not end before it is empty.
    private async Task RunAsync(WaitingMessage message, Task[] before, Func<WaitingMessage, TenantView, Preparation, AdmissionAnswer?, AdmissionNeed?> again)
    {
        Refusal? refusal;
        try
        {
            refusal = await JudgeAsync(message, Task.WhenAll(before), again);
        }
        catch (Exception fault)
        {
            LogFailed(logger, fault, message.Envelope.MessageId);
            refusal = Faulty;
        }

        _waiting.Remove(message);
        message.Finish();
        if (refusal is not null)
        {
            message.Batch.Set(message.Index, Receipts.Refused(message.Envelope, refusal));
        }
    }

    private async Task<Refusal?> JudgeAsync(
        WaitingMessage message, Task before, Func<WaitingMessage, TenantView, Preparation, AdmissionAnswer?, AdmissionNeed?> again)
    {
        var need = message.Need;
        for (var asked = 0; asked <= PolicyQuestions.MaxPerMessage; asked++)
        {
            var answer = need is null ? null : await questions.AskAsync(need);
            await before;
            var tenant = await tenants.GetAsync(message.Session.Principal.Agent.Tenant);
            if (!tenant.IsOk)
            {
                return tenant.Refusal;
            }

            if (tenant.Value.Snapshot.IsRevoked(message.Session.Principal.CredentialId))
            {
                return Refusal.SessionExpired;
            }

            using var hold = keys.Hold();
            var prepared = await preparation.RunAsync(new SendRequest(message.Session.Token, [message.Envelope]), message.Session.Home, tenant.Value.Snapshot);
            need = again(message, tenant.Value, prepared, answer);
            if (need is null)
            {
                return null;
            }
        }

        return Undecided;
    }

    [LoggerMessage(EventId = 3143, Level = LogLevel.Error, Message = "The message {MessageId} waited for a decision, and judging it again failed.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string messageId);
}
