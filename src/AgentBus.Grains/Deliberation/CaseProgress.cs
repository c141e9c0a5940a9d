using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Deliberation;

/// <summary>Moves a case on: stores each step first, then tells of it, delivers what is approved, and tells the sender. What does not succeed is tried again.</summary>
internal sealed partial class CaseProgress(
    CaseFile file, CaseDelivery delivery, CaseNotices notices, CaseClock clock, Action leave, TimeProvider time, ILogger logger)
{
    /// <summary>Something could not be done, and will be tried again when its time has come.</summary>
    public bool IsRetrying => clock.IsRetrying;

    /// <summary>Lets time catch up.</summary>
    public async Task AdvanceAsync()
    {
        if (file.Case is { } of && (await FindUseAsync(of) ?? CaseRules.Advance(of, time.GetUtcNow())) is { } step && await SaveAsync(step) is null)
        {
            await FinishAsync();
        }
    }

    // Whoever sent with the approval may have gone before it could say so: the journal knows.
    private async Task<CaseStep?> FindUseAsync(DeliberationCase of) =>
        of is { State: CaseState.Granted, ReservedFor.Length: > 0 } && await file.IsInJournalAsync() ? ApprovalRules.Use(of, of.ReservedFor, time.GetUtcNow()) : null;

    /// <summary>Stores a step, and does what it calls for; null: it is stored.</summary>
    public async Task<Refusal?> SaveAndFinishAsync(CaseStep step)
    {
        if (await SaveAsync(step) is { } refusal)
        {
            return refusal;
        }

        await FinishAsync();
        return null;
    }

    /// <summary>Stores a step; null: it is durable.</summary>
    public async Task<Refusal?> SaveAsync(
        CaseStep step, CaseParcel? parcel = null, IReadOnlyList<(ChannelKey End, Refusal Why)>? lost = null, SealedContent? raw = null)
    {
        if (await file.SaveAsync(step, parcel, lost, raw) is { } refusal)
        {
            LogNotStored(logger, step.Case.CaseId, refusal.Code);
            if (file.IsLost)
            {
                leave();
            }

            return refusal;
        }

        notices.Changed(step);
        clock.Set(CaseRules.NextDue(step.Case));
        return null;
    }

    /// <summary>Does what a decision calls for: deliver, then tell the sender. True: nothing is left undone.</summary>
    public async Task<bool> FinishAsync()
    {
        if (file.Case is { State: CaseState.Delivering } approved && !await DeliverAsync(approved))
        {
            clock.Retry();
            return false;
        }

        if (file.Case is { IsTold: false, State: not CaseState.Open } decided)
        {
            if (!await notices.TellOutcomeAsync(decided) || await file.SaveToldAsync() is not null)
            {
                clock.Retry();
                return false;
            }

            clock.Set(CaseRules.NextDue(decided));
        }

        return true;
    }

    private async Task<bool> DeliverAsync(DeliberationCase approved)
    {
        var delivered = await delivery.RunAsync(approved, file.Parcel);
        if (delivered.Step is { } step)
        {
            return await SaveAsync(step, delivered.Parcel, delivered.Lost, delivered.Raw) is null;
        }

        LogNotDelivered(logger, approved.CaseId, delivered.Again!.Code, delivered.Again.Reason);
        return false;
    }

    [LoggerMessage(EventId = 3401, Level = LogLevel.Warning, Message = "A change of the case {Case} could not be stored: {Code}.")]
    private static partial void LogNotStored(ILogger logger, string @case, Code code);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Warning, Message = "The message of the approved case {Case} could not be delivered yet and is tried again: {Code}: {Reason}")]
    private static partial void LogNotDelivered(ILogger logger, string @case, Code code, string reason);
}
