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
}
