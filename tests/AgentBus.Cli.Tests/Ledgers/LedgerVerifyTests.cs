using System.Text.Json;

namespace AgentBus.Cli.Tests.Ledgers;

public sealed class LedgerVerifyTests : IAsyncLifetime
{
    private LedgerDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await LedgerDatabase.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_copy_of_the_database_alone_is_verified_with_the_keys_of_both_times()
    {
        var outcome = Verify("--key", _database.OldKey, "--key", _database.NewKey, "--origin", LedgerDatabase.Origin);

        outcome.Code.ShouldBe(0, outcome.Error);
        var report = Report(outcome);
        (report.GetProperty("whole").GetBoolean(), report.GetProperty("entries").GetInt64(), report.GetProperty("heads").GetInt32()).ShouldBe((true, 40L, 5));
        report.GetProperty("signatures").GetString().ShouldBe("checked");
    }

    [Fact]
    public void Without_a_key_it_says_that_signatures_are_not_checked()
    {
        var outcome = Verify();

        outcome.Code.ShouldBe(0);
        outcome.Error.ShouldContain("signatures are not checked");
        Report(outcome).GetProperty("signatures").GetString().ShouldBe("not checked");
    }

    [Fact]
    public void A_head_that_a_missing_key_signed_is_a_fault()
    {
        var outcome = Verify("--key", _database.NewKey);

        outcome.Code.ShouldBe(1);
        Faults(outcome).ShouldBe([(8, "wrong_signature"), (16, "wrong_signature")]);
        Verify("--key", _database.OtherKey).Code.ShouldBe(1);
        Verify("--key", _database.OldKey, "--key", _database.NewKey, "--origin", "another").Code.ShouldBe(1);
    }

    [Theory]
    [InlineData("UPDATE ledger_batch SET entries = CAST(replace(CAST(entries AS TEXT), 'm-19', 'm-91') AS BLOB) WHERE first_index = 16", 18, "rewritten")]
    [InlineData("UPDATE ledger_batch SET entries = CAST(replace(CAST(entries AS TEXT), '\"refused\"', '\"allowed\"') AS BLOB) WHERE first_index = 24", 29, "rewritten")]
    [InlineData("DELETE FROM ledger_batch WHERE first_index = 8", 8, "wrong_index")]
    [InlineData("DELETE FROM ledger_batch WHERE first_index = 32", 32, "truncated")]
    public void What_was_changed_in_the_file_is_found_where_it_is(string change, long entry, string fault)
    {
        _database.Tamper(change);

        var outcome = Verify("--key", _database.OldKey, "--key", _database.NewKey);

        outcome.Code.ShouldBe(1, outcome.Output);
        Faults(outcome)[0].ShouldBe((entry, fault));
    }

    [Fact]
    public void A_database_that_was_set_back_with_its_heads_is_found_by_a_head_that_was_kept_outside()
    {
        var kept = _database.Write("kept.head", Run("ledger", "head", "--database", _database.File, "--note").Output);
        _database.Tamper("DELETE FROM ledger_head WHERE size > 24");
        _database.Tamper("DELETE FROM ledger_batch WHERE first_index >= 24");
        string[] keys = ["--key", _database.OldKey, "--key", _database.NewKey];

        var outcome = Verify([.. keys, "--since", kept]);

        outcome.Code.ShouldBe(1);
        Faults(outcome).ShouldContain((24, "truncated"));
    }

    [Fact]
    public void A_ledger_whose_heads_were_all_taken_away_is_not_taken_for_a_signed_one()
    {
        _database.Tamper("DELETE FROM ledger_head");

        var outcome = Verify("--key", _database.OldKey, "--key", _database.NewKey);

        outcome.Code.ShouldBe(1);
        Faults(outcome).ShouldBe([(0, "unsigned")]);
    }

    [Fact]
    public void It_says_how_far_entries_are_signed()
    {
        _database.Tamper("DELETE FROM ledger_head WHERE size > 24");

        Report(Verify("--key", _database.OldKey, "--key", _database.NewKey)).GetProperty("signed").GetInt64().ShouldBe(24);
    }

    [Fact]
    public void A_ledger_that_is_gone_as_a_whole_is_found_by_a_head_that_was_kept_outside()
    {
        var kept = _database.Write("kept.head", Run("ledger", "head", "--database", _database.File, "--note").Output);
        _database.Tamper("DELETE FROM ledger");

        var outcome = Verify("--key", _database.OldKey, "--key", _database.NewKey, "--since", kept);

        outcome.Code.ShouldBe(1);
        Faults(outcome).ShouldBe([(0, "truncated")]);
    }

    [Fact]
    public void A_file_of_a_sink_holds_many_heads_and_each_is_compared()
    {
        var head = Run("ledger", "head", "--database", _database.File, "--note").Output;
        var kept = _database.Write("acme.checkpoints", $"{head[..20]}\n{head}{head}{head[..30]}");

        var outcome = Verify("--key", _database.OldKey, "--key", _database.NewKey, "--since", kept);

        outcome.Code.ShouldBe(0, outcome.Output);
        Report(outcome).GetProperty("heads").GetInt32().ShouldBe(7);
    }

    [Theory]
    [InlineData(2, "--key", "no-such-file.pem")]
    [InlineData(1, "--tenant", "rival")]
    [InlineData(2, "--nonsense")]
    public void What_cannot_be_done_is_told_by_its_code(int code, params string[] more) => Verify(more).Code.ShouldBe(code);

    [Fact]
    public void A_file_that_is_no_database_and_one_that_is_no_key_are_told_apart()
    {
        var text = _database.Write("text", "not a database");

        Run("ledger", "verify", text).ShouldSatisfyAllConditions(o => o.Code.ShouldBe(1), o => o.Error.ShouldContain("cannot be read as a database"));
        Verify("--key", text).ShouldSatisfyAllConditions(o => o.Code.ShouldBe(1), o => o.Error.ShouldContain("holds no key of a ledger"));
        Verify("--since", text).ShouldSatisfyAllConditions(o => o.Code.ShouldBe(1), o => o.Error.ShouldContain("holds no signed head"));
    }

    [Fact]
    public void People_see_a_line_for_each_fault()
    {
        _database.Tamper("DELETE FROM ledger_batch WHERE first_index = 8");

        var outcome = Run("ledger", "verify", _database.File, "--key", _database.OldKey, "--key", _database.NewKey);

        outcome.Code.ShouldBe(1);
        outcome.Output.ShouldContain("acme: entry 8: entry 16 stands there");
    }

    private static CommandOutcome Run(params string[] args) => Cli.Run(args);

    private CommandOutcome Verify(params string[] more) => Run(["ledger", "verify", _database.File, "--output", "json", .. more]);

    private static JsonElement Report(CommandOutcome outcome)
    {
        using var document = JsonDocument.Parse(outcome.Output);
        return document.RootElement[0].Clone();
    }

    private static List<(long Entry, string Fault)> Faults(CommandOutcome outcome) =>
        [.. Report(outcome).GetProperty("faults").EnumerateArray().Select(static fault => (fault.GetProperty("entry").GetInt64(), fault.GetProperty("fault").GetString()!))];
}
