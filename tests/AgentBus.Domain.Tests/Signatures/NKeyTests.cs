using AgentBus.Domain.Signatures;

namespace AgentBus.Domain.Tests.Signatures;

public sealed class NKeyTests
{
    // The first key of RFC 8032, 7.1, put into text by another implementation.
    private const string User = "UDLVVGABQKYQVN6VJP7NHSLEA45A5YLS6PNKMIZFV4BBU2HXA5IRUVAL";
    private const string Seed = "SUAJ2YNRTXX72WTAXKCEV5ES5QWMIRCJYVUXWMTJDFYDXLADDSXH6YALCA";
    private const string Account = "ADLVVGABQKYQVN6VJP7NHSLEA45A5YLS6PNKMIZFV4BBU2HXA5IRVRTU";
    private static readonly byte[] Key = Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static readonly byte[] SeedKey = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    [Fact]
    public void A_users_public_key_is_read_and_written()
    {
        NKey.TryReadUser(User).ShouldBe(Key);
        NKey.UserText(Key).ShouldBe(User);
    }

    [Fact]
    public void A_users_seed_is_read_and_written_and_known_as_one()
    {
        NKey.TryReadUserSeed(Seed).ShouldBe(SeedKey);
        NKey.UserSeedText(SeedKey).ShouldBe(Seed);
        NKey.IsSeed(Seed).ShouldBeTrue();
        NKey.IsSeed(User).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Seed, "a seed")]
    [InlineData(Account, "another kind")]
    [InlineData("", "nothing")]
    [InlineData("U", "too short")]
    [InlineData("UDLVVGABQKYQVN6VJP7NHSLEA45A5YLS6PNKMIZFV4BBU2HXA5IRUVAM", "a typing mistake")]
    [InlineData("udlvvgabqkyqvn6vjp7nhslea45a5yls6pnkmizfv4bbu2hxa5iruval", "lower case")]
    [InlineData("UDLVVGABQKYQVN6VJP7NHSLEA45A5YLS6PNKMIZFV4BBU2HXA5IRUVAL=", "padding")]
    [InlineData("U1", "no base32")]
    public void What_is_no_users_public_key_is_refused(string text, string what) => NKey.TryReadUser(text).ShouldBeNull(what);

    [Fact]
    public void A_seed_that_begins_as_those_of_the_source_is_a_users()
    {
        // S, U, then the first bits of the key: A, C, E.
        var seed = SeedKey.ToArray();
        (seed[0], seed[1]) = (0x01, 0x10);
        var text = NKey.UserSeedText(seed);

        text.ShouldStartWith("SUA");
        NKey.TryReadUserSeed(text).ShouldBe(seed);
    }
}
