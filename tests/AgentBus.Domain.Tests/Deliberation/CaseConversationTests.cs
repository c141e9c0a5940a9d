using AgentBus.Domain.Access;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Deliberation;

/// <summary>Who may read what was said before a held message, since they decide on it (decision 0026).</summary>
public sealed class CaseConversationTests
{
    private static readonly Principal Ann = CaseScene.Person("ann");
    private static readonly DeliberationCase Case = CaseScene.Open(action: CaseScene.Deploy with { Route = new CaseRoute(Scene.OpsMain, [], null, []) });
    private readonly Scene _scene = new();

    [Fact]
    public void Who_may_decide_reads_without_a_role_for_the_channel()
    {
        AccessRules.Read(Ann, _scene.Snapshot(), Scene.OpsMain).ShouldBe(AccessRefusals.Subject);

        Check(Ann).ShouldBeNull();
    }

    [Fact]
    public void Who_may_not_decide_reads_nothing()
    {
        Check(CaseScene.Person("gus", "human")).ShouldBe(CaseRefusals.NotAReviewer);
        Check(CaseScene.Person("olga")).ShouldBe(CaseRefusals.OwnCase);
        Check(Ann with { Type = EntityType.Agent }).ShouldBe(CaseRefusals.NotAPerson);
        Check(Ann with { Agent = new AgentKey("globex", "ann") }).ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void A_case_that_is_not_open_gives_nothing()
    {
        foreach (var state in Enum.GetValues<CaseState>().Where(static state => state != CaseState.Open))
        {
            CaseConversation.Check(Case with { State = state }, Ann, _scene.Snapshot(), CaseScene.Start).ShouldBe(CaseRefusals.Closed, $"{state}");
        }

        CaseConversation.Check(Case, Ann, _scene.Snapshot(), Case.Deadline).ShouldBe(CaseRefusals.Closed);
    }

    [Fact]
    public void The_room_s_own_roles_and_clearance_and_the_scopes_of_the_credential_hold_as_ever()
    {
        Check(Ann, _scene.WithAcl(static acl => acl with { SubscribeRoles = ["finance"] })).ShouldBe(AccessRefusals.Role);
        Check(Ann, _scene.WithAcl(static acl => acl with { SubscribeRoles = ["reviewer"] })).ShouldBeNull();
        Check(Ann with { Clearance = 2 }, _scene.WithAcl(static acl => acl with { MinClearance = 3 })).ShouldBe(AccessRefusals.Clearance);
        Check(Ann with { Scopes = ["ace.comms.http.case.*"] }).ShouldBe(AccessRefusals.Subject);
        Check(Ann, _scene with { Settings = _scene.Settings with { DisabledAgents = ["ann"] } }).ShouldBe(AccessRefusals.Disabled);
    }

    [Fact]
    public void A_message_to_inboxes_has_no_conversation_to_read() =>
        CaseConversation.Check(CaseScene.Open(), Ann, _scene.Snapshot(), CaseScene.Start).ShouldBe(CaseRefusals.NoChannel);

    [Fact]
    public void Nothing_since_the_case_came_is_read_nor_above_the_clearance_nor_more_than_the_bound()
    {
        var before = Enumerable.Range(1, 30).Select(static i => Said(i, CaseScene.Start.AddMinutes(i - 60))).ToArray();
        ChannelMessage[] page = [.. before, Said(31, CaseScene.Start), Said(32, CaseScene.Start.AddSeconds(1))];
        page[29] = page[29] with { Classification = Classification.Secret };
        page[28] = page[28] with { ExpiresAt = CaseScene.Start };

        var read = CaseConversation.Of(Case, [.. page], Ann with { Clearance = 3 }, CaseScene.Start.AddMinutes(1));

        read.Select(static message => message.Sequence).ShouldBe(Enumerable.Range(9, CaseConversation.MaxMessages).Select(static i => (long)i));
    }

    private static ChannelMessage Said(long sequence, DateTimeOffset at) => new(sequence, $"m-{sequence}", at, null, Classification.Public, default, default);

    private Refusal? Check(Principal person, Scene? scene = null) => CaseConversation.Check(Case, person, (scene ?? _scene).Snapshot(), CaseScene.Start);
}
