using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

public abstract class RawContentContract : JournalContract
{
    protected static readonly RawContentKey Key = RawContentKey.Read(Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray())).ShouldNotBeNull();

    protected static readonly RawContentKeyRing Ring = new(Key);

    [Fact]
    public async Task What_came_is_kept_with_its_case_and_opens_after_a_restart()
    {
        var of = await KeepAsync("c1", "secret of c1");
        await Store.ReopenAsync();

        (await OpenedAsync(of)).ShouldBe("secret of c1");
        (await Store.RawContents.ReadAsync("acme", "c2", Cancel)).ShouldBeNull();
        (await Store.RawContents.ReadAsync("rival", "c1", Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(CaseState.Granted)]
    [InlineData(CaseState.Delivered)]
    [InlineData(CaseState.Rejected)]
    [InlineData(CaseState.Expired)]
    [InlineData(CaseState.Cancelled)]
    [InlineData(CaseState.Refused)]
    public async Task It_goes_with_the_change_that_decides_the_case(CaseState state)
    {
        var of = await KeepAsync("c1", "secret");
        var other = await KeepAsync("c2", "other");

        (await Store.Cases.SaveAsync(CaseSamples.Change(Moved(of, state)))).ShouldBe(CaseSaved.Stored);

        (await Store.RawContents.ReadAsync("acme", "c1", Cancel)).ShouldBeNull();
        (await OpenedAsync(other)).ShouldBe("other");
    }

    [Fact]
    public async Task On_its_way_out_the_case_still_has_it()
    {
        var of = await KeepAsync("c1", "secret");

        await Store.Cases.SaveAsync(CaseSamples.Change(Moved(of, CaseState.Delivering)));

        (await OpenedAsync(of)).ShouldBe("secret");
    }

    [Fact]
    public async Task It_can_go_before_the_case_is_decided()
    {
        var of = await KeepAsync("c1", "secret");

        await Store.Cases.SaveAsync(CaseSamples.Change(RawContentRules.Forget(of, Samples.Noon).Case));

        (await Store.RawContents.ReadAsync("acme", "c1", Cancel)).ShouldBeNull();
        (await Store.Cases.LoadAsync("acme", "c1", Cancel)).ShouldNotBeNull().Parcel.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_change_that_does_not_join_on_keeps_nothing_and_deletes_nothing()
    {
        var of = await KeepAsync("c1", "secret");

        (await Store.Cases.SaveAsync(CaseSamples.Change(Moved(of, CaseState.Rejected) with { Revision = 9 }))).ShouldBe(CaseSaved.Conflict);
        (await Store.Cases.SaveAsync(CaseSamples.Opening(of) with { Raw = Sealed(of, "another") })).ShouldBe(CaseSaved.Conflict);

        (await OpenedAsync(of)).ShouldBe("secret");
    }

    [Fact]
    public async Task What_came_later_takes_the_place_of_what_was_there()
    {
        var of = await KeepAsync("c1", "secret");

        await Store.Cases.SaveAsync(CaseSamples.Change(of with { Revision = 2 }) with { Raw = Sealed(of, "another") });

        (await OpenedAsync(of)).ShouldBe("another");
    }

    [Fact]
    public async Task Who_keeps_something_is_found_tenant_by_tenant_and_page_by_page()
    {
        (await Store.RawContents.ReadTenantsAsync(Cancel)).ShouldBeEmpty();
        foreach (var id in new[] { "c2", "c1", "c3" })
        {
            await KeepAsync(id, "secret");
        }

        await KeepAsync("c1", "secret", "rival");
        await Store.Cases.SaveAsync(CaseSamples.Opening(CaseSamples.Case("c9", tenant: "third")));

        (await Store.RawContents.ReadTenantsAsync(Cancel)).ShouldBe(["acme", "rival"]);
        (await Store.RawContents.ReadIdsAsync("acme", "", 2, Cancel)).ShouldBe(["c1", "c2"]);
        (await Store.RawContents.ReadIdsAsync("acme", "c2", 2, Cancel)).ShouldBe(["c3"]);
        (await Store.RawContents.ReadIdsAsync("third", "", 2, Cancel)).ShouldBeEmpty();
    }

    protected async Task<DeliberationCase> KeepAsync(string id, string content, string tenant = "acme")
    {
        var of = CaseSamples.Case(id, tenant: tenant) with { Raw = RawContentState.Kept };
        (await Store.Cases.SaveAsync(CaseSamples.Opening(of) with { Raw = Sealed(of, content) })).ShouldBe(CaseSaved.Stored);
        return of;
    }

    protected static SealedContent Sealed(DeliberationCase of, string content) => Ring.Seal(RawContentBinding.Of(of), System.Text.Encoding.UTF8.GetBytes(content)).ShouldNotBeNull();

    protected static DeliberationCase Moved(DeliberationCase of, CaseState state) =>
        of with { Revision = of.Revision + 1, State = state, Raw = RawContentRules.After(of.Raw, state) };

    private async Task<string?> OpenedAsync(DeliberationCase of) =>
        await Store.RawContents.ReadAsync(of.Tenant, of.CaseId, Cancel) is { } content && Ring.Open(RawContentBinding.Of(of), content) is { } opened
            ? System.Text.Encoding.UTF8.GetString(opened.Bytes.Span)
            : null;
}
