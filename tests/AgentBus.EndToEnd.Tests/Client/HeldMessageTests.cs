using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf.WellKnownTypes;
using static AgentBus.EndToEnd.Tests.Scripted.ScriptedQueues;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>A sender whose message waits for people learns what came of it, over lost notices and connections, and can withdraw it.</summary>
public sealed class HeldMessageTests
{
    private const string Case = "c1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_notice_of_the_bus_ends_the_waiting_at_once_and_goes_on_to_the_reader_of_the_inbox()
    {
        // The clock stands still, so that nothing is asked again by time.
        await using var scene = await InboxScene.OpenAsync(static options => options with { TimeProvider = new ManualTimeProvider() });
        var waiting = scene.Client.WaitForOutcomeAsync(Case, Cancel);
        await AnswerAsync(scene.Bus, "open");
        await scene.Bus.SendAsync(Notice(1, "another case", "sys-bus"), Notice(2, Case, "eve"));
        (await scene.NextAsync()).Position.Sequence.ShouldBe(1UL);
        (await scene.NextAsync()).Position.Sequence.ShouldBe(2UL);
        waiting.IsCompleted.ShouldBeFalse();

        await scene.Bus.SendAsync(Notice(3, Case, "sys-bus"));
        await AnswerAsync(scene.Bus, "rejected", "deliberation_rejected");

        var outcome = await waiting;
        (outcome.State, outcome.IsDecided, outcome.IsDelivered, outcome.Code).ShouldBe((HeldState.Rejected, true, false, "deliberation_rejected"));
        (await scene.NextAsync()).Position.Sequence.ShouldBe(3UL);
    }

    [Fact]
    public async Task Without_a_notice_the_bus_is_asked_again_also_over_a_lost_connection()
    {
        await using var scene = await InboxScene.OpenAsync();
        var waiting = scene.Client.WaitForOutcomeAsync(Case, Cancel);
        await AnswerAsync(scene.Bus, "open");
        var asked = await scene.Bus.ReadAsync(ClientFrame.BodyOneofCase.Command);
        await RefuseAsync(scene.Bus, asked.RequestId, "overloaded");
        await scene.Bus.ReadAsync(ClientFrame.BodyOneofCase.Command);
        scene.Bus.Break();
        await scene.ReconnectAsync();
        await AnswerAsync(scene.Bus, "granted");

        var outcome = await waiting;
        (outcome.State, outcome.IsDecided, outcome.ApprovalId).ShouldBe((HeldState.Granted, true, Case));
    }

    [Fact]
    public async Task What_is_not_there_is_told_and_a_receipt_of_nothing_held_is_wrong()
    {
        await using var scene = await InboxScene.OpenAsync();
        var waiting = scene.Client.WaitForOutcomeAsync(Case, Cancel);
        await RefuseAsync(scene.Bus, (await scene.Bus.ReadAsync(ClientFrame.BodyOneofCase.Command)).RequestId, AgentBusCodes.NotFound);

        (await Should.ThrowAsync<AgentBusException>(() => waiting)).Code.ShouldBe(AgentBusCodes.NotFound);
        await Should.ThrowAsync<ArgumentException>(() => scene.Client.WaitForOutcomeAsync(new AgentBus.Client.Receipt { MessageId = "m", Outcome = ReceiptOutcome.Delivered }, Cancel));
    }

    [Fact]
    public async Task A_withdrawal_whose_answer_was_lost_is_one_and_what_was_decided_before_is_not()
    {
        await using var scene = await InboxScene.OpenAsync();
        var withdrawing = scene.Client.WithdrawAsync(Case, "wrong version", Cancel);
        var asked = await scene.Bus.ReadAsync(ClientFrame.BodyOneofCase.Command);
        (asked.Command.Name, asked.Command.Args["reason"]).ShouldBe(("cancel_case", "wrong version"));
        await RefuseAsync(scene.Bus, asked.RequestId, AgentBusCodes.CaseClosed);
        await AnswerAsync(scene.Bus, "cancelled");
        (await withdrawing).State.ShouldBe(HeldState.Cancelled);

        var late = scene.Client.WithdrawAsync(Case, "", Cancel);
        await RefuseAsync(scene.Bus, (await scene.Bus.ReadAsync(ClientFrame.BodyOneofCase.Command)).RequestId, AgentBusCodes.CaseClosed);
        await AnswerAsync(scene.Bus, "delivered");
        (await Should.ThrowAsync<AgentBusException>(() => late)).Code.ShouldBe(AgentBusCodes.CaseClosed);
    }

    private static ServerFrame Notice(ulong sequence, string caseId, string sender) => Direct(sequence, sender: sender, envelope: new Envelope
    {
        MessageId = $"{caseId}-{sequence}",
        MessageType = MessageType.GovernanceResponse,
        Action = "case_decided",
        Payload = new Struct { Fields = { ["case_id"] = Value.ForString(caseId) } },
    });

    private static async Task AnswerAsync(ScriptedConnection bus, string state, string code = "none")
    {
        var asked = await bus.ReadAsync(ClientFrame.BodyOneofCase.Command);
        (asked.Command.Name, asked.Command.Args["case_id"]).ShouldBe(("case", Case));
        var data = new Struct
        {
            Fields =
            {
                ["case_id"] = Value.ForString(Case), ["message_id"] = Value.ForString("m"), ["state"] = Value.ForString(state), ["code"] = Value.ForString(code),
                ["reason"] = Value.ForString(""), ["deadline"] = Value.ForString("2030-01-01T00:00:00Z"), ["approvals"] = Value.ForNumber(0), ["rejections"] = Value.ForNumber(0),
            },
        };
        await bus.SendAsync(new ServerFrame { RequestId = asked.RequestId, Reply = new CommandReply { Data = data } });
    }

    private static Task RefuseAsync(ScriptedConnection bus, ulong requestId, string code) => ScriptedQueues.RefuseAsync(bus, requestId, code);
}
