using AgentBus.Domain.Messages;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Messages;

public sealed class ReceiptsTests
{
    [Fact]
    public void A_refused_message_gets_the_code_the_reason_and_the_stage()
    {
        var verdict = new Scene().Admit(Scene.Message with { ConstitutionalHash = "" }).Verdict.ShouldNotBeNull();

        var receipt = Receipts.Refused(Scene.Message, verdict);

        (receipt.MessageId, receipt.Outcome, receipt.Code, receipt.Stage).ShouldBe(("m-1", Outcome.Refused, Code.ConstitutionalHashMissing, "constitution"));
        receipt.Reason.ShouldBe(verdict.Reasons[0]);
    }

    [Fact]
    public void What_could_not_be_written_gets_the_code_without_a_stage()
    {
        var receipt = Receipts.Refused(Scene.Message, new Refusal(Code.StorageUnavailable, "The disk is full.", TimeSpan.FromSeconds(1)));

        (receipt.Outcome, receipt.Code, receipt.Stage).ShouldBe((Outcome.Refused, Code.StorageUnavailable, ""));
        receipt.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_delivered_message_gets_its_place()
    {
        var receipt = Receipts.Delivered("m-1", Scene.OpsMain, new Position(3, 4));

        (receipt.Outcome, receipt.Code, receipt.Room, receipt.Channel).ShouldBe((Outcome.Delivered, Code.None, "ops", "main"));
        receipt.Position.ShouldBe(new Position(3, 4));
    }

    [Fact]
    public void What_is_in_an_inbox_names_the_agent_and_no_channel()
    {
        var receipt = Receipts.Delivered("m-1", ChannelKey.Inbox(new AgentKey("acme", "bob")), new Position(3, 4));

        (receipt.Agent, receipt.Room, receipt.Channel).ShouldBe(("bob", "", ""));
    }

    [Fact]
    public void Several_receivers_are_delivered_to_when_all_were()
    {
        var receipt = Receipts.Several("m-1", [To("bob"), To("eve") with { Duplicate = true }]);

        (receipt.Outcome, receipt.Code, receipt.Duplicate).ShouldBe((Outcome.Delivered, Code.None, false));
        receipt.Recipients.Select(static r => r.Agent).ShouldBe(["bob", "eve"]);
    }

    [Fact]
    public void One_receiver_that_was_not_reached_makes_the_message_refused_for_its_reason()
    {
        var full = Receipts.Refused(Scene.Message, new Refusal(Code.InboxFull, "Full.", TimeSpan.FromSeconds(3))) with { Agent = "eve" };

        var receipt = Receipts.Several("m-1", [To("bob"), full, To("mia")]);

        (receipt.Outcome, receipt.Code, receipt.RetryAfter).ShouldBe((Outcome.Refused, Code.InboxFull, TimeSpan.FromSeconds(3)));
        receipt.Reason.ShouldStartWith("1 of 3");
        receipt.Recipients[1].ShouldBe(full);
    }

    private static Receipt To(string agent) => Receipts.Delivered("m-1", ChannelKey.Inbox(new AgentKey("acme", agent)), new Position(3, 4));
}
