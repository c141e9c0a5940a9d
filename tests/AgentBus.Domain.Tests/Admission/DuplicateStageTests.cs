using AgentBus.Domain.Admission;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class DuplicateStageTests
{
    private static readonly Receipt First = Receipts.Delivered("m-1", Scene.OpsMain, new Position(9, 42));
    private readonly Scene _scene = new();

    [Fact]
    public void A_retry_gets_the_first_receipt_marked_as_a_duplicate()
    {
        _scene.Keys.Remember("m-1", new KeyLookup(KeyState.SameDelivered, First));

        var result = _scene.Admit();

        result.Step.ShouldBe(StageOutcome.AnswerFirst);
        result.First.ShouldBe(First with { Duplicate = true });
        result.Verdict.ShouldBeNull();
    }

    [Fact]
    public void A_retry_of_what_is_on_its_way_joins_it()
    {
        _scene.Keys.Remember("m-1", new KeyLookup(KeyState.SameInFlight));

        _scene.Admit().Step.ShouldBe(StageOutcome.JoinFirst);
    }

    [Fact]
    public void Another_message_under_the_key_is_refused()
    {
        _scene.Keys.Remember("m-1", new KeyLookup(KeyState.Conflict));

        _scene.Admit().ShouldBeRefused(Code.IdempotencyConflict, "duplicate");
    }

    [Fact]
    public void The_idempotency_key_goes_before_the_message_id()
    {
        _scene.Keys.Remember("m-1", new KeyLookup(KeyState.Conflict));
        _scene.Keys.Remember("key", new KeyLookup(KeyState.SameDelivered, First));

        _scene.Admit(Scene.Message with { IdempotencyKey = "key" }).Step.ShouldBe(StageOutcome.AnswerFirst);
    }

    [Fact]
    public void A_memory_without_the_receipt_answers_nothing_wrong()
    {
        _scene.Keys.Remember("m-1", new KeyLookup(KeyState.SameDelivered));

        _scene.Admit().ShouldBeRefused(Code.IdempotencyConflict, "duplicate");
    }

    [Fact]
    public void A_retry_takes_no_token()
    {
        _scene.Keys.Remember("m-1", new KeyLookup(KeyState.SameDelivered, First));
        var context = _scene.Context();

        _scene.Pipeline().Admit(Scene.Message, in context);

        context.AgentBucket.TryTake(Scene.Start, out var left, out _).ShouldBeTrue();
        left.ShouldBe(4);
    }
}
