module kmscrypt.test/vault

go 1.25.3

require (
	github.com/hashicorp/go-hclog v1.6.3
	github.com/hashicorp/vault v1.21.4
	github.com/hashicorp/vault-plugin-auth-kubernetes v0.23.1
	github.com/hashicorp/vault-plugin-secrets-kv v0.25.0
	github.com/hashicorp/vault/sdk v0.20.0
)

// Vault's own go.mod replaces the SDK by its folder of that commit; of those published, this one fits it.
replace github.com/hashicorp/vault/sdk => github.com/hashicorp/vault/sdk v0.20.0
