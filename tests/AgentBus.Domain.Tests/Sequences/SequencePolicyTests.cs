using AgentBus.Domain.Admission;
using AgentBus.Domain.Sequences;
using AgentBus.Domain.Tests.Policies;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Sequences;

/// <summary>"Read the customer list, then post to a public room", through admission with the sample's bundle.</summary>
public sealed class SequencePolicyTests
{
    private static readonly string Sample = SourceTree.PathOf("docs/samples/SequencePolicy");

    private static readonly Envelope Read = Scene.Message with { MessageId = "read", ToAgent = "crm", Room = "", Channel = "", Type = MessageType.Query, Tool = "crm.customers.list" };

    private static readonly Envelope Post = Scene.Message with { MessageId = "post", Room = "lobby" };

    private readonly ConversationMemory _conversations = new();
    private readonly SenderMemory _alice = new(new AgentKey("acme", "alice"), Scene.Start.AddHours(-1));
    private readonly SenderMemory _bob = new(new AgentKey("acme", "bob"), Scene.Start.AddHours(-1));
    private readonly Scene _scene;

    public SequencePolicyTests()
    {
        var bundle = PolicyScene.Bundle(File.ReadAllText(Path.Combine(Sample, "sequences.rego")), File.ReadAllText(Path.Combine(Sample, "data.json")));
        var scene = PolicyScene.Scene(bundle);
        _scene = scene with
        {
            Settings = scene.Settings with
            {
                Rooms = [Scene.NewRoom("ops", RoomAcl.Open), Scene.NewRoom("lobby", RoomAcl.Open)],
                Sequences = new SequenceSettings(),
                Quota = new QuotaSettings(0, 0, 0, 0),
            },
        };
    }

    [Fact]
    public void Each_of_them_alone_is_delivered()
    {
        Send(_alice, Post).ShouldBeDelivered();
        Send(_alice, Read).ShouldBeDelivered();
    }

    [Fact]
    public void After_the_reading_the_posting_is_refused_and_told_why()
    {
        Send(_alice, Read).ShouldBeDelivered();

        Send(_alice, Post).ShouldBeRefused(Code.PolicyDenied, "policy").Reasons[0].ShouldContain("customer data");
        Send(_alice, Scene.Message).ShouldBeDelivered();
    }

    [Fact]
    public void Another_agent_of_the_conversation_cannot_post_what_was_answered_in_it()
    {
        Send(_alice, Scene.Message with { ConversationId = "c-1", Classification = Classification.Confidential }).ShouldBeDelivered();

        Send(_bob, Post with { ConversationId = "c-1" }).ShouldBeRefused(Code.PolicyDenied, "policy");
        Send(_bob, Post with { ConversationId = "c-2" }).ShouldBeDelivered();
    }

    [Fact]
    public void When_the_window_is_over_the_posting_is_free_again()
    {
        Send(_alice, Read).ShouldBeDelivered();

        Send(_alice, Post, Scene.Start.AddMinutes(16)).ShouldBeDelivered();
    }

    [Fact]
    public void A_flood_in_between_does_not_help()
    {
        Send(_alice, Read).ShouldBeDelivered();
        for (var i = 0; i < 200; i++)
        {
            Send(_alice, Scene.Message with { MessageId = $"m-{i}" }).ShouldBeDelivered();
        }

        Send(_alice, Post).ShouldBeRefused(Code.PolicyDenied, "policy");
    }

    [Fact]
    public void A_tenant_that_remembers_nothing_is_not_told_of_any_sequence()
    {
        var forgetful = _scene with { Settings = _scene.Settings with { Sequences = null } };

        Send(_alice, Read, scene: forgetful).ShouldBeDelivered();
        Send(_alice, Post, scene: forgetful).ShouldBeDelivered();
    }

    private AdmissionResult Send(SenderMemory sender, Envelope message, DateTimeOffset? at = null, Scene? scene = null)
    {
        scene = (scene ?? _scene) with { Now = at ?? Scene.Start, Principal = Scene.NewPrincipal(sender == _bob ? "bob" : "alice") };
        var settings = scene.Settings.Sequences;
        var result = scene.Pipeline().Admit(
            message with { FromAgent = "" },
            scene.Context() with { Recent = sender.View(settings, _conversations, scene.Now) });
        sender.Note(in result, settings, _conversations, scene.Now);
        return result;
    }
}
