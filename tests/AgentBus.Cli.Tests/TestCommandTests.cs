using System.Text.Json;

namespace AgentBus.Cli.Tests;

public sealed class TestCommandTests : IDisposable
{
    private const string Tests = """
        package hours_test

        import data.hours
        import rego.v1

        test_day if hours.allow with input as {"hour": 9}

        test_night if {
            print("asked at night")
            hours.allow with input as {"hour": 3}
        }

        test_conflict if hours.pick == 1

        todo_test_holidays if hours.allow
        """;

    private readonly PolicyFolder _folder = new();

    public TestCommandTests()
    {
        _folder.Write("hours.rego", PolicyFolder.Hours);
        _folder.Write("pick.rego", "package hours\n\npick := x if some x in [1, 2]\n");
        _folder.Write("hours_test.rego", Tests);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_policies_pass()
    {
        var outcome = Cli.Run("policy", "test", PolicyFolder.Shipped);
        outcome.Code.ShouldBe(0, outcome.Output);
        outcome.Output.ShouldMatch(@"^PASS: (\d+)/\1\n$");
    }

    [Fact]
    public void Each_way_in_which_a_test_can_end_is_told_and_counted()
    {
        var outcome = Cli.Run("policy", "test", _folder.Path);
        outcome.Code.ShouldBe(1);
        outcome.Output.ShouldContain("data.hours_test.test_night: FAIL");
        outcome.Output.ShouldContain("data.hours_test.test_conflict: ERROR");
        outcome.Output.ShouldContain("eval_conflict_error");
        outcome.Output.ShouldContain("data.hours_test.todo_test_holidays: SKIPPED");
        outcome.Output.ShouldNotContain("test_day");
        outcome.Output.ShouldContain("asked at night");
        outcome.Output.ShouldEndWith("PASS: 1/4\nFAIL: 1/4\nERROR: 1/4\nSKIPPED: 1/4\n");
    }

    [Fact]
    public void Verbose_tells_the_tests_that_pass_too() =>
        Cli.Run("policy", "test", _folder.Path, "--verbose").Output.ShouldContain("data.hours_test.test_day: PASS");

    [Fact]
    public void Run_takes_only_the_tests_that_match()
    {
        var outcome = Cli.Run("policy", "test", _folder.Path, "--run", "test_d.y$");
        outcome.Code.ShouldBe(0);
        outcome.Output.ShouldBe("PASS: 1/1\n");
    }

    [Fact]
    public void Skipped_tests_do_not_fail_a_run() =>
        Cli.Run("policy", "test", _folder.Path, "--run", "holidays").ShouldSatisfyAllConditions(
            o => o.Code.ShouldBe(0),
            o => o.Output.ShouldEndWith("PASS: 0/1\nSKIPPED: 1/1\n"));

    [Fact]
    public void A_run_without_tests_fails()
    {
        var outcome = Cli.Run("policy", "test", _folder.Path, "--run", "nothing_is_named_so");
        outcome.Code.ShouldBe(1);
        outcome.Output.ShouldBe("no tests found\n");
    }

    [Fact]
    public void Json_has_the_members_of_opa_test()
    {
        using var json = JsonDocument.Parse(Cli.Run("policy", "test", _folder.Path, "--output", "json").Output);
        var tests = json.RootElement.EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!);
        tests.Count.ShouldBe(4);
        tests["test_night"].GetProperty("fail").GetBoolean().ShouldBeTrue();
        tests["test_night"].GetProperty("package").GetString().ShouldBe("data.hours_test");
        tests["test_night"].GetProperty("location").GetProperty("row").GetInt32().ShouldBe(8);
        tests["todo_test_holidays"].GetProperty("skip").GetBoolean().ShouldBeTrue();
        tests["test_conflict"].GetProperty("error").GetString()!.ShouldContain("eval_conflict_error");
        tests["test_day"].TryGetProperty("fail", out _).ShouldBeFalse();
    }

    [Fact]
    public void Coverage_names_the_rules_that_no_test_reaches()
    {
        var outcome = Cli.Run("policy", "test", _folder.Path, "--run", "test_day", "--coverage");
        outcome.Code.ShouldBe(0);
        outcome.Output.ShouldContain("not covered: data.hours.greeting");
        outcome.Output.ShouldNotContain("not covered: data.hours_test");
    }

    [Fact]
    public void The_tests_of_the_shipped_policies_cover_every_rule()
    {
        using var json = JsonDocument.Parse(Cli.Run("policy", "test", PolicyFolder.Shipped, "--coverage", "-o", "json").Output);
        json.RootElement.GetProperty("coverage").EnumerateArray().ShouldAllBe(f => f.GetProperty("percent").GetDouble() == 100);
    }

    [Fact]
    public void A_test_that_does_not_compile_fails_the_run()
    {
        _folder.Write("broken_test.rego", "package broken_test\n\ntest_x if\n");
        var outcome = Cli.Run("policy", "test", _folder.Path);
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("broken_test.rego:");
    }
}
