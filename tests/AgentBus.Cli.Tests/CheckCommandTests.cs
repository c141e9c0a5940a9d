using AgentBus.Rego;

namespace AgentBus.Cli.Tests;

public sealed class CheckCommandTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_policies_compile()
    {
        var outcome = Cli.Run("policy", "check", PolicyFolder.Shipped);
        outcome.Code.ShouldBe(0);
        outcome.Output.ShouldStartWith("ok: ");
    }

    [Fact]
    public void A_syntax_error_has_its_place_its_line_and_a_caret()
    {
        var file = _folder.Write("a.rego", "package a\n\nallow := }\n");
        var outcome = Cli.Run("policy", "check", _folder.Path);
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain($"{file}:3:10: rego_parse_error");
        outcome.Error.ShouldContain("allow := }");
        outcome.Error.ShouldContain("\n         ^");
        outcome.Output.ShouldBeEmpty();
    }

    [Fact]
    public void Every_module_that_does_not_parse_is_told()
    {
        var first = _folder.Write("a.rego", "package a\n\nallow := }\n");
        var second = _folder.Write("deep/b.rego", "package b\n\nallow := ]\n");
        var error = Cli.Run("policy", "check", _folder.Path).Error;
        error.ShouldContain(first + ":3:10");
        error.ShouldContain(second + ":3:10");
        error.ShouldEndWith("2 errors\n");
    }

    [Fact]
    public void Unsafe_variables_of_several_modules_are_told_each_once()
    {
        _folder.Write("a.rego", "package a\n\nallow if x == 1\n");
        _folder.Write("b.rego", "package b\n\nallow if y == 1\n");
        var error = Cli.Run("policy", "check", _folder.Path).Error;
        error.ShouldContain("a.rego:3:10: rego_unsafe_var_error");
        error.ShouldContain("b.rego:3:10: rego_unsafe_var_error");
        error.ShouldEndWith("2 errors\n");
    }

    [Fact]
    public void A_rule_where_a_document_stands_is_refused()
    {
        _folder.Write("hours.rego", PolicyFolder.Hours);
        _folder.Write("hours/data.json", """{"allow": true}""");
        var outcome = Cli.Run("policy", "check", _folder.Path);
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("bundle_error");
    }

    [Fact]
    public void An_archive_compiles_as_its_folder_does()
    {
        var archive = Path.Combine(_folder.Path, "bundle.tar.gz");
        using (var file = File.Create(archive))
        {
            PolicyBundle.WriteArchive(PolicyFolder.Shipped, file);
        }

        Cli.Run("policy", "check", archive).ShouldBe(Cli.Run("policy", "check", PolicyFolder.Shipped));
    }

    [Fact]
    public void A_damaged_archive_is_an_error_and_no_crash()
    {
        var outcome = Cli.Run("policy", "check", _folder.Write("bundle.tar.gz", "no archive"));
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("bundle_error");
    }

    [Fact]
    public void Bundles_that_own_the_same_path_are_refused()
    {
        foreach (var name in (string[])["one", "two"])
        {
            _folder.Write(name + "/.manifest", """{"roots": ["hours"]}""");
            _folder.Write(name + "/hours.rego", PolicyFolder.Hours);
        }

        var outcome = Cli.Run("policy", "check", Path.Combine(_folder.Path, "one"), Path.Combine(_folder.Path, "two"));
        outcome.Code.ShouldBe(1);
    }
}
