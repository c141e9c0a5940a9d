using AgentBus.Domain.Admission;
using AgentBus.Domain.Sequences;
using AgentBus.Domain.Tests.Impact;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Sequences;

public sealed class SenderMemoryTests
{
    private readonly Scene _scene = ImpactScene.New();
    private readonly ConversationMemory _conversations = new();
    private readonly SenderMemory _memory = new(new AgentKey("acme", "alice"), Scene.Start);

    [Fact]
    public void Nothing_is_remembered_unless_the_tenant_asks_for_it()
    {
        Note(_scene.Admit(Scene.Message with { ConversationId = "c-1" }), null);

        _memory.Messages.ShouldBeNull();
        _conversations.Count.ShouldBe(0);
    }

    [Fact]
    public void What_was_delivered_held_or_refused_by_a_rule_is_remembered_and_nothing_of_its_content()
    {
        Note(_scene.Admit(Scene.Message with { ConversationId = "c-1", Tool = "crm.customers", Classification = Classification.Confidential }));
        Note(_scene.Admit(Scene.Message with { Action = "delete" }));
        Note((_scene with { Principal = Scene.NewPrincipal(roles: "observer") }).Admit());

        var kinds = _memory.Messages.ShouldNotBeNull().Entries.ToArray().Select(static entry => entry.Kind).ToArray();
        kinds.Select(static kind => kind.Outcome).ShouldBe([Outcome.Delivered, Outcome.Held, Outcome.Refused]);
        kinds.Select(static kind => kind.Tool).ShouldBe(["crm.customers", "", ""]);
        kinds[0].Classification.ShouldBe(Classification.Confidential);
        _conversations.Count.ShouldBe(1);
    }

    [Fact]
    public void What_was_refused_before_authorization_says_nothing()
    {
        Note(_scene.Admit(Scene.Message with { ConstitutionalHash = "" }));

        _memory.Messages.ShouldBeNull();
    }

    [Fact]
    public void Other_bounds_begin_the_memory_anew()
    {
        Note(_scene.Admit(), new SequenceSettings(SenderEntries: 4));
        Note(_scene.Admit(), new SequenceSettings(SenderEntries: 8));

        _memory.Messages.ShouldNotBeNull().Since.ShouldBe(Scene.Start.AddSeconds(1));
        _memory.Messages.Entries.Length.ShouldBe(1);
    }

    private void Note(AdmissionResult decided) => Note(decided, new SequenceSettings());

    private void Note(AdmissionResult decided, SequenceSettings? settings) => _memory.Note(in decided, settings, _conversations, Scene.Start.AddSeconds(1));
}
