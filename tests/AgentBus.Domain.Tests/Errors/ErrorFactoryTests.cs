using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Errors;

public sealed class ErrorFactoryTests
{
    public static TheoryData<Code> Refusing { get; } = [.. Enum.GetValues<Code>().Where(static c => c != Code.None)];

    [Theory]
    [MemberData(nameof(Refusing))]
    public void Every_code_that_refuses_has_an_error_that_carries_it(Code code)
    {
        var error = ErrorFactory.Create(new Refusal(code, "why"));

        error.Code.ShouldBe(code);
        error.Message.ShouldBe("why");
        error.ConstitutionalHash.ShouldBe("cdd01ef066bc6cf2");
    }

    [Fact]
    public void Success_is_no_error() => Should.Throw<ArgumentOutOfRangeException>(static () => ErrorFactory.Create(Code.None, ""));

    [Fact]
    public void A_wrong_hash_is_told_with_the_right_one()
    {
        var details = ImmutableDictionary<string, string>.Empty.Add("actual_hash", "0000");

        var error = ErrorFactory.Create(Code.ConstitutionalHashMismatch, "other", details).ShouldBeOfType<ConstitutionalHashMismatchError>();

        (error.ExpectedHash, error.ActualHash).ShouldBe(("cdd01ef066bc6cf2", "0000"));
    }

    [Fact]
    public void Details_are_read_by_name()
    {
        var details = ImmutableDictionary<string, string>.Empty.Add("message_id", "m-1").Add("timeout_ms", "5000");

        var error = ErrorFactory.Create(Code.Timeout, "late", details).ShouldBeOfType<MessageTimeoutError>();

        (error.MessageId, error.TimeoutMs).ShouldBe(("m-1", 5000));
    }

    [Fact]
    public void A_detail_that_is_not_known_is_empty()
    {
        var error = new AgentNotRegisteredError("gone");

        (error.AgentId, error.Operation).ShouldBe(("", ""));
        new MessageTimeoutError("late").TimeoutMs.ShouldBe(0);
    }

    [Fact]
    public void The_json_form_has_the_documented_members()
    {
        var form = ErrorFactory.Create(Code.NotFound, "nowhere").ToDictionary();

        form.Keys.Order(StringComparer.Ordinal).ShouldBe(["constitutional_hash", "details", "error", "message"]);
        form["error"].ShouldBe("MessageRoutingError");
        form["message"].ShouldBe("nowhere");
    }
}
