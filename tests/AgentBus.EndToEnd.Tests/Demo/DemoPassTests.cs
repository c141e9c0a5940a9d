using System.Net;

namespace AgentBus.EndToEnd.Tests.Demo;

public sealed class DemoPassTests
{
    [Fact]
    public async Task The_printed_address_lets_one_visitor_in_once()
    {
        await using var demo = await DemoScene.StartAsync(TestContext.Current.CancellationToken);
        var line = await demo.Silo.LineAsync(static line => line.Contains("/dashboard/sign-in?pass=", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken);
        var address = new Uri(line.Trim());
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false });

        var form = await browser.GetStringAsync(address, TestContext.Current.CancellationToken);
        using var entered = await SendAsync(browser, address, form);
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        cookies.GetCookies(new Uri(address, "/dashboard")).ShouldContain(static cookie => cookie.Name == "agentbus-session");
        (await browser.GetStringAsync(new Uri(address, "/dashboard/queue"), TestContext.Current.CancellationToken)).ShouldContain(DemoVisitor.Name);

        using var stranger = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false });
        using var again = await SendAsync(stranger, address, form);
        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var late = await stranger.GetAsync(address, TestContext.Current.CancellationToken);
        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("has let somebody in already");
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient browser, Uri address, string form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/dashboard/sign-in"))
        {
            Content = new FormUrlEncodedContent([new("form_token", FieldOf(form, "form_token")), new("token", FieldOf(form, "token"))]),
        };
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string FieldOf(string form, string name)
    {
        const string Value = "value=\"";
        var start = form.IndexOf(Value, form.IndexOf($"name=\"{name}\"", StringComparison.Ordinal), StringComparison.Ordinal) + Value.Length;
        return form[start..form.IndexOf('"', start)];
    }
}
