using AgentBus.Contracts;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Events;
using AgentBus.Grains.Events;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Deliberation;

/// <summary>Tells others of a case: its sender what came of it (DEL-15), the index of open cases all that changes.</summary>
internal sealed partial class CaseNotices(string tenant, IGrainFactory grains, BusVoice voice, TimeProvider time, ILogger logger)
{
    private const string Decided = "case_decided";

    private readonly List<Task> _telling = [];
    private readonly ICaseIndex _index = grains.GetGrain<ICaseIndex>(new TenantKey(tenant).CasesKey);

    /// <summary>Announces a case that is about to be opened; refused where its sender has as many as it may have.</summary>
    public Task<Refusal?> AnnounceAsync(DeliberationCase of, DeliberationSettings settings) => _index.AnnounceAsync(CaseViews.Summary(of), settings.MaxOpenPerSender);

    /// <summary>The case was not opened after all.</summary>
    public Task WithdrawAsync(string caseId) => _index.ForgetAsync(caseId);

    /// <summary>The case changed. Nobody waits for who is told of that.</summary>
    public void Changed(CaseStep step)
    {
        _telling.RemoveAll(static told => told.IsCompleted);
        _telling.Add(TellIndexAsync(CaseViews.Update(step)));
    }

    /// <summary>Completes when everyone was told.</summary>
    public Task SettledAsync() => Task.WhenAll(_telling);

    /// <summary>Writes to the sender's inbox what came of its message; true: it is there, or the sender has none.</summary>
    public async Task<bool> TellSenderAsync(DeliberationCase of)
    {
        var sender = of.Action.Sender.Agent;
        var message = voice.Make(new SystemMessage(
            $"{of.CaseId}-{of.Revision}",
            tenant,
            sender.Agent,
            ChannelName.None,
            MessageType.GovernanceResponse,
            $"ace.comms.system.case.{of.CaseId}.evt.decided",
            Decided,
            time.GetUtcNow(),
            [
                new EventField("case_id", of.CaseId),
                new EventField("message_id", of.Action.MessageId),
                new EventField("state", CaseNames.Of(of.State)),
                new EventField("approval_id", of.State == CaseState.Granted ? of.CaseId : ""),
                new EventField("code", CodeTable.Wire(of.Code)),
                new EventField("reason", of.Reason),
            ]));
        try
        {
            var inbox = grains.GetGrain<IQueueGrain>(ChannelKey.Inbox(sender).GrainKey);
            var refusal = (await inbox.PublishAsync(new PublishRequest(new AgentKey(tenant, SystemMessage.Sender), [message]))).Refusal;
            return refusal is null or { Code: Code.AgentNotRegistered };
        }
        catch (Exception fault)
        {
            LogUntold(logger, fault, of.CaseId);
            return false;
        }
    }

    private async Task TellIndexAsync(CaseUpdate changed)
    {
        try
        {
            await _index.ChangedAsync(changed);
        }
        catch (Exception fault)
        {
            // It asks the store when it comes back.
            LogUntold(logger, fault, changed.Case.CaseId);
        }
    }

    [LoggerMessage(EventId = 3403, Level = LogLevel.Warning, Message = "Not everyone could be told of the case {Case}; it is tried again.")]
    private static partial void LogUntold(ILogger logger, Exception fault, string @case);
}
