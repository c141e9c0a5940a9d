using System.Security.Cryptography;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;

namespace AgentBus.EndToEnd.Tests.Edge;

/// <summary>Content that the bus carries and cannot read (SEC-07).</summary>
[Collection(SiloCollection.Name)]
public sealed class PayloadEncryptionTests(SiloFixture fixture)
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public async Task Encrypted_content_arrives_as_it_was_sent_and_is_marked_uninspectable()
    {
        var (channel, from, to) = (fixture.NextChannel(), fixture.NextAgent(), fixture.NextAgent());
        using var key = PayloadKey.Shared("k1", _secret);
        using var other = PayloadKey.Shared("k1", RandomNumberGenerator.GetBytes(32));
        await using var reader = await fixture.ConnectAsync(to);
        await using var hears = await reader.OpenSubscriptionAsync(SiloFixture.Room, channel, cancellationToken: TestContext.Current.CancellationToken);
        await using var writer = await fixture.ConnectAsync(from);
        var envelope = new Envelope();
        key.Seal(envelope, from, "meet at dawn"u8);

        (await writer.PublishAsync(SiloFixture.Room, channel, envelope, TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
        (await writer.PublishAsync(SiloFixture.Room, channel, "in the open", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();

        var heard = await hears.HearAsync(2, fixture.Silo);
        heard[0].Envelope.Content.Encrypted.ShouldBe(envelope.Content.Encrypted);
        heard[0].Stamp.Inspection.Tags.ShouldBe(["uninspectable"]);
        key.TryOpen(heard[0]).ShouldBe("meet at dawn"u8.ToArray());
        other.TryOpen(heard[0]).ShouldBeNull();
        (heard[1].Stamp.Inspection?.Tags ?? []).ShouldBeEmpty();
        key.TryOpen(heard[1]).ShouldBeNull();
        (await LiesInTheStoreAsync("in the open")).ShouldBeTrue("else the search would find nothing at all");
        (await LiesInTheStoreAsync("meet at dawn")).ShouldBeFalse();
    }

    [Fact]
    public void Two_agents_make_one_key_and_a_third_does_not()
    {
        using var ada = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var bob = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var eve = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var adas = PayloadKey.Between("k", ada, bob.PublicKey);
        using var bobs = PayloadKey.Between("k", bob, ada.PublicKey);
        using var eves = PayloadKey.Between("k", eve, bob.PublicKey);
        var envelope = new Envelope();
        adas.Seal(envelope, "ada", "for bob"u8);

        bobs.TryOpen(envelope).ShouldBe("for bob"u8.ToArray());
        eves.TryOpen(envelope).ShouldBeNull();
    }

    public static TheoryData<string> Changes => [.. Change.Keys];

    private static readonly Dictionary<string, Action<Envelope>> Change = new(StringComparer.Ordinal)
    {
        ["another message"] = envelope => envelope.MessageId = "other",
        ["another sender"] = envelope => envelope.FromAgent = "eve",
        ["another key"] = envelope => envelope.Content.Encrypted.KeyId = "k2",
        ["another algorithm"] = envelope => envelope.Content.Encrypted.Algorithm = "none",
        ["a changed byte"] = envelope => envelope.Content.Encrypted.Ciphertext = Flip(envelope.Content.Encrypted.Ciphertext),
        ["a changed nonce"] = envelope => envelope.Content.Encrypted.Nonce = Flip(envelope.Content.Encrypted.Nonce),
        ["a short nonce"] = envelope => envelope.Content.Encrypted.Nonce = Google.Protobuf.ByteString.CopyFrom(1, 2, 3),
        ["nothing"] = envelope => envelope.Content.Encrypted.Ciphertext = Google.Protobuf.ByteString.Empty,
        ["no content"] = envelope => envelope.Content = null,
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_was_changed_on_the_way_does_not_open(string change)
    {
        using var key = PayloadKey.Shared("k1", _secret);
        var envelope = new Envelope();
        key.Seal(envelope, "ada", "text"u8);
        key.TryOpen(envelope).ShouldNotBeNull();

        Change[change](envelope);

        key.TryOpen(envelope).ShouldBeNull();
    }

    private static Google.Protobuf.ByteString Flip(Google.Protobuf.ByteString bytes)
    {
        var changed = bytes.ToByteArray();
        changed[0] ^= 1;
        return Google.Protobuf.ByteString.CopyFrom(changed);
    }

    private async Task<bool> LiesInTheStoreAsync(string text)
    {
        foreach (var file in new[] { "", "-wal" }.Select(ending => fixture.Silo.DatabaseFile + ending).Where(File.Exists))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
            if (content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
