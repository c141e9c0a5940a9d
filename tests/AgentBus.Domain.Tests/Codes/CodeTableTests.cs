using AgentBus.Domain.Codes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Codes;

public sealed class CodeTableTests
{
    public static TheoryData<Code> Codes { get; } = [.. Enum.GetValues<Code>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_its_row_and_is_read_back_from_the_wire(Code code)
    {
        var row = CodeTable.Of(code);

        row.Code.ShouldBe(code);
        CodeTable.TryParse(row.Wire, out var read).ShouldBeTrue();
        read.ShouldBe(code);
    }

    [Fact]
    public void There_is_one_row_for_each_code() => CodeTable.Rows.Select(static r => r.Code).ShouldBe(Enum.GetValues<Code>());

    [Fact]
    public void Wire_names_are_unique_and_lower_snake_case()
    {
        CodeTable.Rows.Select(static r => r.Wire).ShouldBeUnique();
        CodeTable.Rows.ShouldAllBe(static r => r.Wire.All(c => char.IsAsciiLetterLower(c) || c == '_'));
    }

    [Fact]
    public void Close_codes_are_unique_and_of_the_private_range()
    {
        CodeTable.Rows.Select(static r => r.CloseCode).ShouldBeUnique();
        CodeTable.Rows.ShouldAllBe(static r => r.CloseCode >= 4000 && r.CloseCode <= 4999);
    }

    [Theory]
    [InlineData(Code.ConstitutionalHashMismatch, "constitutional_hash_mismatch", "ConstitutionalHashMismatchError", 400, false)]
    [InlineData(Code.PolicyDenied, "policy_denied", "PolicyError", 403, false)]
    [InlineData(Code.Held, "held", "DeliberationError", 202, false)]
    [InlineData(Code.SessionReplaced, "session_replaced", "AgentError", 409, true)]
    [InlineData(Code.RateLimited, "rate_limited", "MessageDeliveryError", 429, false)]
    [InlineData(Code.None, "none", "", 200, false)]
    public void What_clients_depend_on_stays(Code code, string wire, string error, int http, bool closes)
    {
        var row = CodeTable.Of(code);

        (row.Wire, row.ErrorClass, row.HttpStatus, row.Closes).ShouldBe((wire, error, http, closes));
    }

    [Theory]
    [InlineData("PermissionDenied")]
    [InlineData("no_such_code")]
    [InlineData("")]
    public void An_unknown_name_is_not_read(string wire) => CodeTable.TryParse(wire, out _).ShouldBeFalse();

    [Fact]
    public void A_code_that_does_not_exist_is_a_fault() => Should.Throw<ArgumentOutOfRangeException>(static () => CodeTable.Of((Code)9_999));
}
