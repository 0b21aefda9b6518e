/** Starts the chat of the tenant that the address names: `/widget/frame?tenant=demo`. */
import { mount } from 'svelte';
import App from './app.svelte';
import './frame.css';

mount(App, { target: document.body, props: { tenant: new URLSearchParams(location.search).get('tenant') ?? '' } });
