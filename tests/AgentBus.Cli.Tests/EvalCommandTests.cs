using System.Text.Json;

namespace AgentBus.Cli.Tests;

public sealed class EvalCommandTests : IDisposable
{
    private readonly PolicyFolder _folder = new();
    private readonly string _policy;

    public EvalCommandTests() => _policy = _folder.Write("hours.rego", PolicyFolder.Hours);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_input_is_read_from_a_file_or_from_standard_input()
    {
        var file = _folder.Write("input.json", """{"hour": 10}""");
        Cli.Run("policy", "eval", _policy, "-q", "data.hours.allow", "-i", file).ShouldBe(new CommandOutcome(0, "true\n", string.Empty));
        Cli.RunWith("""{"hour": 20}""", "policy", "eval", _policy, "-q", "data.hours.allow", "-i", "-").ShouldBe(new CommandOutcome(0, "false\n", string.Empty));
    }

    [Fact]
    public void What_is_undefined_is_called_so_with_an_exit_code_of_its_own() =>
        Cli.Run("policy", "eval", _policy, "-q", "data.hours.greeting").ShouldBe(new CommandOutcome(3, "undefined\n", string.Empty));

    [Fact]
    public void Undefined_in_json_is_a_result_without_the_member() =>
        Cli.Run("policy", "eval", _policy, "-q", "data.hours.greeting", "-o", "json").ShouldBe(new CommandOutcome(3, "{}\n", string.Empty));

    [Theory]
    [InlineData("more.json", """{"part_of_day": "morning"}""")]
    [InlineData("more.yaml", "part_of_day: morning\n")]
    public void Data_comes_from_a_file_of_json_or_yaml(string name, string content)
    {
        var data = _folder.Write("beside/" + name, content);
        Cli.Run("policy", "eval", _policy, "-q", "data.hours.greeting", "--data", data).Output.ShouldBe("\"good morning\"\n");
        Cli.Run("policy", "eval", _policy, data, "-q", "data.hours.greeting").Output.ShouldBe("\"good morning\"\n");
    }

    [Fact]
    public void Json_has_the_form_of_opa_eval()
    {
        using var json = JsonDocument.Parse(Cli.RunWith("""{"hour": 20}""", "policy", "eval", _policy, "-q", "data.hours.deny", "-i", "-", "-o", "json").Output);
        var expression = json.RootElement.GetProperty("result")[0].GetProperty("expressions")[0];
        expression.GetProperty("text").GetString().ShouldBe("data.hours.deny");
        expression.GetProperty("value")[0].GetString().ShouldBe("closed");
    }

    [Fact]
    public void An_object_is_a_table_of_its_members()
    {
        var output = Cli.RunWith("""{"hour": 20}""", "policy", "eval", _policy, "-q", "data.hours", "-i", "-").Output;
        output.ShouldMatch("allow +│ false");
        output.ShouldMatch("deny +│ \\[\"closed\"\\]");
    }

    [Fact]
    public void A_query_with_variables_gives_its_solutions() =>
        Cli.Run("policy", "eval", _policy, "-q", "x := [1, 2][_]").Output.ShouldBe("""[{"x":1},{"x":2}]""" + "\n");

    [Fact]
    public void A_query_that_states_something_is_true_or_undefined()
    {
        Cli.Run("policy", "eval", _policy, "-q", "data.hours.allow == false").ShouldBe(new CommandOutcome(0, "true\n", string.Empty));
        Cli.Run("policy", "eval", _policy, "-q", "data.hours.allow == true").Code.ShouldBe(3);
    }

    [Fact]
    public void A_query_that_does_not_compile_is_an_error_with_its_place()
    {
        var outcome = Cli.Run("policy", "eval", _policy, "-q", "x == 1");
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("rego_unsafe_var_error");
    }

    [Fact]
    public void An_input_that_is_no_json_is_an_error_that_names_it()
    {
        var outcome = Cli.RunWith("{", "policy", "eval", _policy, "-q", "data.hours.allow", "-i", "-");
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldStartWith("standard input: ");
    }
}
