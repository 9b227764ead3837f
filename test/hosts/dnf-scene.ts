import type { Rig } from '../support/rig/find.ts';
import type { Host } from '../support/rig/host.ts';
import { startUpdateHost } from '../support/rig/update-host.ts';
import { OWN_SETTING, SETTINGS, type UpdateScene } from './update-scene.ts';

/** Releases of the distribution; repositories have their names. */
export const OLD_RELEASE = '2023.8.20251111';
export const NEW_RELEASE = '2023.9.20260101';

const REPOSITORY = '[example]\nname=example\nbaseurl=file:///srv/rpm/$releasever\ngpgcheck=0\nenabled=1\n';

function spec(name: string, version: string, install: string, more: string): string {
  // What the scripts of packages need: here no package of rpm has a shell.
  const provides = name === 'system-release' ? 'Provides: /bin/sh\n' : '';
  return `Name: ${name}\nVersion: ${version}\nRelease: 1\nSummary: example\nLicense: none\nBuildArch: noarch\n${provides}
%description
example
%install
${install}
${more}
`;
}

function specs(version: string, release: string): readonly string[] {
  const share = (name: string): string => `%{buildroot}/usr/share/${name}`;
  return [
    spec(
      'kt-lib',
      version,
      `mkdir -p ${share('kt-lib')} && yes ${version} | head -n 20000 >${share('kt-lib')}/version`,
      `%files\n/usr/share/kt-lib/version\n%post\nmkdir -p /var/lib/kt && echo ${version} >/var/lib/kt/lib`,
    ),
    spec(
      'kt-conf',
      version,
      `mkdir -p %{buildroot}/etc && echo version=${version} >%{buildroot}${SETTINGS}`,
      `%files\n%config(noreplace) ${SETTINGS}`,
    ),
    spec(
      'kt-plain',
      version,
      `mkdir -p ${share('kt-plain')} && echo ${version} >${share('kt-plain')}/version`,
      '%files\n/usr/share/kt-plain/version',
    ),
    spec('system-release', release, ':', '%files'),
  ];
}

/** An advisory of security for some packages; the form is that of updateinfo.xml. */
function advisory(names: readonly string[]): string {
  const packages = names.map(
    (name) =>
      `<package name="${name}" version="2.0" release="1" epoch="0" arch="noarch"><filename>${name}-2.0-1.noarch.rpm</filename></package>`,
  );
  return `<?xml version="1.0"?><updates><update from="example" status="final" type="security" version="1"><id>EXAMPLE-1</id><title>example</title><issued date="2026-01-01"/><severity>important</severity><pkglist><collection short="e"><name>e</name>${packages.join('')}</collection></pkglist></update></updates>`;
}

/**
 * A host with dnf, not running any more, that looks like Amazon Linux 2023 to the script: kt-lib, kt-conf and kt-plain are there in
 * version 1.0 and of an older release. In the newer one there is 2.0 of all of them, of the first two with an advisory of security.
 * The settings of kt-conf were changed by hand.
 */
export async function dnfScene(rig: Rig): Promise<UpdateScene> {
  const base = await startUpdateHost([rig.root]);
  const { host } = base;
  // In Debian it is in the home of who runs rpm.
  await host.put('/etc/rpm/macros', '%_dbpath /var/lib/rpm\n');
  await buildRelease(host, '1.0', OLD_RELEASE);
  await buildRelease(host, '2.0', NEW_RELEASE);
  await host.put('/tmp/updateinfo.xml', advisory(['kt-lib', 'kt-conf']));
  await host.get(
    `modifyrepo_c --no-compress /tmp/updateinfo.xml /srv/rpm/${NEW_RELEASE}/repodata && ln -s ${NEW_RELEASE} /srv/rpm/latest`,
  );
  await host.put('/etc/yum.repos.d/example.repo', REPOSITORY);
  await host.put('/etc/os-release', 'ID="amzn"\nVERSION_ID="2023"\n');
  // What Debian has besides is not to be taken for the package manager of this host.
  await host.get('rm /usr/bin/apt-get');
  await host.get(
    `rpm --initdb && rpm -i --nodeps /srv/rpm/${OLD_RELEASE}/*.rpm && echo ${OWN_SETTING} >>${SETTINGS}`,
  );
  await host.stop();
  return { layers: base.layers, [Symbol.asyncDispose]: () => base[Symbol.asyncDispose]() };
}

async function buildRelease(host: Host, version: string, release: string): Promise<void> {
  const folder = `/srv/rpm/${release}`;
  for (const [index, text] of specs(version, release).entries()) await host.put(`/tmp/${index}.spec`, text);
  await host.get(
    `mkdir -p ${folder} && rpmbuild -bb --quiet --define '_topdir /tmp/build' --define '__os_install_post %{nil}' --define '_rpmdir ${folder}' --define '_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' /tmp/*.spec && rm /tmp/*.spec && createrepo_c -q ${folder}`,
  );
}
