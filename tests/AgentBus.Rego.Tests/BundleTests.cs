using System.Text;

namespace AgentBus.Rego.Tests;

public sealed class BundleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rego-bundle").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Documents_are_mounted_at_their_folder()
    {
        Write("a/b/data.json", """{"x": 1}""");
        Write("a/data.yaml", "y: two");
        Write("p.rego", "package p\nall := data.a");
        PolicyBundle.FromFolder(_folder).Compile().Evaluate("p/all")!.ToJson().ShouldBe("""{"b":{"x":1},"y":"two"}""");
    }

    [Fact]
    public void A_bundle_read_from_its_archive_is_the_same()
    {
        Write("data.json", """{"x": 1}""");
        Write("p.rego", "package p\nq := data.x");
        Write(".manifest", """{"roots": ["p", "x"], "revision": "v7"}""");
        using var archive = new MemoryStream();
        PolicyBundle.WriteArchive(_folder, archive);
        archive.Position = 0;
        var bundle = PolicyBundle.FromArchive(archive);
        bundle.Revision.ShouldBe(PolicyBundle.FromFolder(_folder).Revision);
        bundle.Label.ShouldBe("v7");
        bundle.Compile().Evaluate("p/q")!.AsInt64.ShouldBe(1);
    }

    [Fact]
    public void Another_content_has_another_revision()
    {
        Write("p.rego", "package p\nq := 1");
        var before = PolicyBundle.FromFolder(_folder).Revision;
        Write("p.rego", "package p\nq := 2");
        PolicyBundle.FromFolder(_folder).Revision.ShouldNotBe(before);
    }

    [Theory]
    [InlineData("p.rego", "package p\nq :=")]
    [InlineData("data.json", "{")]
    [InlineData("data.yaml", "a: {")]
    [InlineData(".manifest", """{"roots": ["a", "a/b"]}""")]
    [InlineData(".manifest", """{"rego_version": 0}""")]
    public void A_file_that_cannot_be_read_refuses_the_bundle(string file, string content)
    {
        Write(file, content);
        Should.Throw<RegoError>(() => PolicyBundle.FromFolder(_folder));
    }

    [Theory]
    [InlineData("other.rego", "package other")]
    [InlineData("data.json", """{"other": 1}""")]
    public void Content_outside_of_the_roots_refuses_the_bundle(string file, string content)
    {
        Write(".manifest", """{"roots": ["p"]}""");
        Write(file, content);
        Should.Throw<RegoError>(() => PolicyBundle.FromFolder(_folder)).Code.ShouldBe(RegoErrorCode.Bundle);
    }

    [Fact]
    public void Two_bundles_with_conflicting_roots_are_refused()
    {
        Write("one/.manifest", """{"roots": ["a"]}""");
        Write("two/.manifest", """{"roots": ["a/b"]}""");
        PolicyBundle[] bundles = [PolicyBundle.FromFolder(Path.Combine(_folder, "one")), PolicyBundle.FromFolder(Path.Combine(_folder, "two"))];
        Should.Throw<RegoError>(() => PolicyBundle.Compile(bundles)).Code.ShouldBe(RegoErrorCode.Bundle);
    }

    [Fact]
    public void A_rule_and_a_document_at_the_same_path_are_refused()
    {
        Write("p/data.json", """{"q": 1}""");
        Write("p.rego", "package p\nq := 2");
        Should.Throw<RegoError>(() => PolicyBundle.FromFolder(_folder).Compile()).Message.ShouldContain("p.rego:2:1");
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        using var archive = new MemoryStream(Encoding.ASCII.GetBytes("no archive"));
        Should.Throw<RegoError>(() => PolicyBundle.FromArchive(archive)).Code.ShouldBe(RegoErrorCode.Bundle);
    }

    private void Write(string file, string content)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
