using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Services;

/// <summary>
/// What people do with cases (DEL-02, DEL-05, DEL-07), whichever way they come: over HTTP, or by the dashboard. Every call carries the caller's
/// session, and the rules are the grains'; here is only who is asked. What a caller may not know of is not there. Thread-safe.
/// </summary>
internal sealed class CaseReview(IClusterClient cluster)
{
    /// <summary>The cases that the caller may see.</summary>
    public Task<Result<CasePage>> ListAsync(Caller caller, CaseFilter filter) => caller.RunAsync(session =>
        cluster.GetGrain<ICaseIndex>(new TenantKey(session.Key.Tenant).CasesKey)
            .ListAsync(new CaseQuery(Of(session), filter.State, filter.Sender, filter.Group, filter.After, filter.Limit, filter.IsOver, filter.Text)));

    /// <summary>One case with everything that there is to decide on.</summary>
    public Task<Result<CaseView>> ShowAsync(Caller caller, string caseId) => AskAsync(caller, caseId, static (grain, by) => grain.ShowAsync(by));

    /// <summary>The decisions on the case's message, each with its proof.</summary>
    public Task<Result<ProvedEntries>> CaseReceiptAsync(Caller caller, string caseId) => AskAsync<ICaseRecords, ProvedEntries>(caller, caseId, static (grain, by) => grain.ReadReceiptAsync(by));

    /// <summary>What was said before the case's message, for who may decide on it while it is open.</summary>
    public Task<Result<HistoryPage>> ConversationAsync(Caller caller, string caseId) => AskAsync<ICaseRecords, HistoryPage>(caller, caseId, static (grain, by) => grain.ReadConversationAsync(by));

    /// <summary>The case's message as it came, for those who may look; that they did is on record before they see it.</summary>
    public Task<Result<RawContent>> LookAsync(Caller caller, string caseId, string reason) =>
        AskAsync<ICaseRecords, RawContent>(caller, caseId, (grain, by) => grain.LookAsync(by, reason));

    /// <summary>Casts the caller's vote, or puts another in its place.</summary>
    public Task<Result<CaseView>> VoteAsync(Caller caller, string caseId, VoteBallot ballot) => AskAsync(caller, caseId, (grain, by) => grain.VoteAsync(by, ballot));

    /// <summary>Adds a remark for the others who decide.</summary>
    public Task<Result<CaseView>> CommentAsync(Caller caller, string caseId, string text) => AskAsync(caller, caseId, (grain, by) => grain.CommentAsync(by, text));

    /// <summary>Asks the rule's next level at once.</summary>
    public Task<Result<CaseView>> EscalateAsync(Caller caller, string caseId, string reason) => AskAsync(caller, caseId, (grain, by) => grain.EscalateAsync(by, reason));

    /// <summary>Ends the case undecided.</summary>
    public Task<Result<CaseView>> CancelAsync(Caller caller, string caseId, string reason) => AskAsync(caller, caseId, (grain, by) => grain.CancelAsync(by, reason));

    /// <summary>The decisions on a message that the caller sent or got, each with its proof; an auditor's on any.</summary>
    public Task<Result<ProvedEntries>> ReceiptsAsync(Caller caller, string messageId) => caller.RunAsync(session =>
        cluster.GetGrain<IAgentMemory>(session.Key.GrainKey).ReadReceiptsAsync(new ReceiptRequest(session.Token, messageId)));

    /// <summary>All keys of the tenant's reviewers.</summary>
    public Task<Result<ReviewerKeyList>> KeysAsync(Caller caller) => caller.RunAsync(session => Reviewers(session).KeysAsync(Of(session)));

    /// <summary>Registers a key of the caller. It waits for a second admin, unless the tenant's bootstrap token comes with it.</summary>
    public Task<Result<ReviewerKey>> RegisterKeyAsync(Caller caller, string publicKey, string bootstrapToken) =>
        caller.RunAsync(session => Reviewers(session).RegisterAsync(Of(session), publicKey, bootstrapToken));

    /// <summary>Confirms a key of somebody else.</summary>
    public Task<Result<ReviewerKey>> ConfirmKeyAsync(Caller caller, string keyId) => caller.RunAsync(session => Reviewers(session).ConfirmAsync(Of(session), keyId));

    /// <summary>Revokes a key for good.</summary>
    public Task<Result<ReviewerKey>> RevokeKeyAsync(Caller caller, string keyId) => caller.RunAsync(session => Reviewers(session).RevokeAsync(Of(session), keyId));

    /// <summary>How the caller's tenant is doing, for those who oversee it.</summary>
    public Task<Result<TenantFigures>> FiguresAsync(Caller caller) => caller.RunAsync(session =>
        cluster.GetGrain<ITenantFigures>(new TenantKey(session.Key.Tenant).FiguresKey).ShowAsync(Of(session)));

    private Task<Result<CaseView>> AskAsync(Caller caller, string caseId, Func<IDeliberationCase, CaseCaller, Task<Result<CaseView>>> ask) =>
        AskAsync<IDeliberationCase, CaseView>(caller, caseId, ask);

    private async Task<Result<T>> AskAsync<TGrain, T>(Caller caller, string caseId, Func<TGrain, CaseCaller, Task<Result<T>>> ask)
        where TGrain : IGrainWithStringKey
        where T : class =>
        CaseKey.TryCreate(caller.Principal.Agent.Tenant, caseId, out var key)
            ? await caller.RunAsync(session => ask(cluster.GetGrain<TGrain>(key.GrainKey), Of(session)))
            : Refusal.NotFound;

    private ITenantReviewers Reviewers(BusSession session) => cluster.GetGrain<ITenantReviewers>(new TenantKey(session.Key.Tenant).GrainKey);

    private static CaseCaller Of(BusSession session) => new(session.Key, session.Token);
}
