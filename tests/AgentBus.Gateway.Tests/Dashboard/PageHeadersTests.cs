using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>What browsers are told of every answer.</summary>
public sealed partial class PageHeadersTests(SiloFixture fixture)
{
    public static TheoryData<string> Paths { get; } =
        [DashboardPaths.Root, DashboardPaths.SignIn, DashboardPaths.Queue, DashboardPaths.Decided, DashboardPaths.Overview, DashboardPaths.Keys, DashboardPaths.Session, "/dashboard/nothing-here"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Only_our_own_files_run_and_nothing_is_kept(string path)
    {
        using var viewer = await DashboardBrowser.SignedInAsync(fixture.Silo, fixture.Silo.PersonToken(fixture.NewAgent(), "admin"));
        using var stranger = new DashboardBrowser(fixture.Silo);

        foreach (var browser in new[] { viewer, stranger })
        {
            var answer = await browser.GetAsync(path);
            var policy = answer.Header("Content-Security-Policy");
            policy.ShouldContain("default-src 'none'");
            policy.ShouldContain("frame-ancestors 'none'");
            policy.ShouldNotContain("unsafe");
            policy.ShouldNotContain("http");
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
            answer.Header("X-Frame-Options").ShouldBe("DENY");
            answer.Header("Cache-Control").ShouldBe("no-store");
            answer.Text.ShouldNotMatch("(?i)<script(?![^>]* src=\"/dashboard/)|<style| style=| on[a-z]+=\"|https?://");
        }
    }

    [Fact]
    public async Task Every_file_that_a_page_names_is_there_and_may_be_kept()
    {
        using var browser = new DashboardBrowser(fixture.Silo);
        var page = await browser.GetAsync(DashboardPaths.SignIn);

        var files = Assets().Matches(page.Text).Select(static match => match.Value).Distinct(StringComparer.Ordinal).ToList();

        files.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var file in files)
        {
            var answer = await browser.GetAsync(file);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            answer.Header("Cache-Control").ShouldContain("immutable");
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        }

        (await browser.GetAsync(Path.GetDirectoryName(files[0]) + "/none.css")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_theme_is_a_choice_that_the_page_remembers()
    {
        using var browser = new DashboardBrowser(fixture.Silo);

        (await browser.GetAsync(DashboardPaths.SignIn)).Text.ShouldNotContain("data-theme");
        (await browser.PostAsync(DashboardPaths.Theme, "", ("theme", "dark"), ("back", DashboardPaths.SignIn))).Header("Location").ShouldBe(DashboardPaths.SignIn);
        (await browser.GetAsync(DashboardPaths.SignIn)).Text.ShouldContain("data-theme=\"dark\"");
        await browser.PostAsync(DashboardPaths.Theme, "", ("theme", "\"><script>"), ("back", "https://evil.example"));
        (await browser.GetAsync(DashboardPaths.SignIn)).Text.ShouldNotContain("data-theme");
    }

    [Theory]
    [InlineData(DashboardPaths.Theme)]
    [InlineData(DashboardPaths.SignIn)]
    public async Task A_form_that_is_none_or_has_no_end_is_refused_before_it_is_read(string path)
    {
        using var http = new HttpClient { BaseAddress = fixture.Silo.Public };
        using var parts = new MultipartFormDataContent { { new StringContent("dark"), "theme" } };
        using var almost = new StringContent("theme=dark", new MediaTypeHeaderValue("application/x-www-form-urlencodedx"));
        using var endless = new StringContent("theme=" + new string('a', 100_000), new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var many = new StringContent(string.Concat(Enumerable.Repeat("a=&", 2_000)), new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        foreach (var content in new HttpContent[] { parts, almost, endless, many })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { { "Sec-Fetch-Site", "same-origin" } } };

            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, content.Headers.ContentType?.ToString());
        }
    }

    [GeneratedRegex("/dashboard/assets/[^\"]+", RegexOptions.None, 1_000)]
    private static partial Regex Assets();
}
