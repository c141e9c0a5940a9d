using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Events;
using AgentBus.Grains.Events;
using AgentBus.Grains.Telemetry;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Deliberation;

/// <summary>Tells others of a case: its sender what came of it (DEL-15), the room of reviewers that they are asked (DEL-08), the index of open cases all that changes.</summary>
internal sealed partial class CaseNotices(
    string tenant, IGrainFactory grains, TenantSnapshots tenants, BusVoice voice, CaseMeter meter, TimeProvider time, ILogger logger)
{
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
        _telling.Add(AskRoomAsync(step));
        meter.Changed(step);
    }

    /// <summary>Completes when everyone was told.</summary>
    public Task SettledAsync() => Task.WhenAll(_telling);

    /// <summary>
    /// Writes to the sender's inbox what came of its message, and to the room of reviewers; true: it is there, or there is nobody to tell. It may be
    /// asked again: the messages have ids of their own.
    /// </summary>
    public async Task<bool> TellOutcomeAsync(DeliberationCase of)
    {
        try
        {
            var now = time.GetUtcNow();
            var room = TellRoomAsync(of, now);
            var inbox = grains.GetGrain<IQueueGrain>(ChannelKey.Inbox(of.Action.Sender.Agent).GrainKey);
            var refusal = (await inbox.PublishAsync(Request(CaseMessages.ToSender(of, now)))).Refusal;
            await room;
            return refusal is null or { Code: Code.AgentNotRegistered };
        }
        catch (Exception fault)
        {
            LogUntold(logger, fault, of.CaseId);
            return false;
        }
    }

    /// <summary>Tells the room of reviewers that people are asked. It is a notification: what is lost of it is in the list all the same.</summary>
    private async Task AskRoomAsync(CaseStep step)
    {
        try
        {
            if (await RoomAsync() is { Length: > 0 } room && CaseMessages.Asking(step, room) is { } asking)
            {
                await TellRoomAsync(asking, room);
            }
        }
        catch (Exception fault)
        {
            LogUnasked(logger, fault, step.Case.CaseId);
        }
    }

    private async Task TellRoomAsync(DeliberationCase of, DateTimeOffset now)
    {
        if (await RoomAsync() is { Length: > 0 } room)
        {
            await TellRoomAsync(CaseMessages.Outcome(of, room, now), room);
        }
    }

    private async Task TellRoomAsync(SystemMessage message, string room)
    {
        var channel = grains.GetGrain<IRoomGrain>(new ChannelKey(tenant, room, ReviewRoom.Channel).GrainKey);
        if ((await channel.PublishAsync(Request(message))).Refusal is { } refusal)
        {
            LogRefused(logger, room, refusal.Code, message.MessageId);
        }
    }

    private async Task<string> RoomAsync() => await tenants.GetAsync(tenant) is { IsOk: true, Value: var view } ? view.Settings.Review.Room : "";

    private PublishRequest Request(SystemMessage message) => new(new AgentKey(tenant, SystemMessage.Sender), [voice.Make(message)]);

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

    [LoggerMessage(EventId = 3482, Level = LogLevel.Warning, Message = "The room of reviewers could not be told that they are asked about the case {Case}.")]
    private static partial void LogUnasked(ILogger logger, Exception fault, string @case);

    [LoggerMessage(EventId = 3483, Level = LogLevel.Warning, Message = "The room of reviewers {Room} did not take the notice {Notice}: {Code}.")]
    private static partial void LogRefused(ILogger logger, string room, Code code, string notice);
}
